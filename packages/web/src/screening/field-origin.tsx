/** Where somebody comes from, by name: province, then city, then county where those are on the phone. */
import { PulledOrigin } from "@lianfang/core/screening/pulled.ts";
import { m } from "@lianfang/messages/messages.js";
import { PickBox, TextBox } from "../kernel/field/parts/fields.tsx";
import { useHeld } from "../kernel/field/phone.ts";
import { nameOf } from "../kernel/locale.ts";

const readOrigin = (content: unknown) => PulledOrigin.safeParse(content).data;

interface OriginFieldProps {
  code: string;
  onCode: (code: string) => void;
  error: string | undefined;
}

export function OriginField({ code, onCode, error }: OriginFieldProps) {
  const origins = useHeld("screening.origins", readOrigin);
  if (origins.length === 0) {
    return (
      <TextBox
        label={m["screening.field.originCode"]()}
        hint={m["screening.field.originCode.hint"]()}
        inputMode="numeric"
        maxLength={6}
        autoComplete="off"
        value={code}
        onText={onCode}
        error={error}
      />
    );
  }
  const chosen = chosenDownTo(code, origins);
  const levels = [undefined, ...chosen.map((each) => each.code)];
  return (
    <>
      {levels.map((parentCode, at) => (
        <Level
          key={parentCode ?? "all"}
          within={origins.filter((each) => each.parentCode === parentCode)}
          at={at}
          chosen={chosen[at]}
          onPick={(picked) => onCode(picked || parentCode || "")}
          error={at === 0 ? error : undefined}
        />
      ))}
    </>
  );
}

interface LevelProps {
  within: readonly PulledOrigin[];
  /** 0 for the provinces. */
  at: number;
  chosen: PulledOrigin | undefined;
  onPick: (code: string) => void;
  error: string | undefined;
}

function Level({ within, at, chosen, onPick, error }: LevelProps) {
  if (within.length === 0) return null;
  const labels = [
    m["screening.origin"](),
    m["screening.field.origin.city"](),
    m["screening.field.origin.county"](),
  ];
  const nothing = at === 0 ? m["screening.field.origin.pick"]() : m["screening.field.origin.any"]();
  return (
    <PickBox
      label={labels[at] ?? ""}
      choices={[
        { value: "", label: nothing },
        ...within.map((each) => ({ value: each.code, label: nameOf(each) })),
      ]}
      value={chosen?.code ?? ""}
      onPick={onPick}
      error={error}
    />
  );
}

/** The divisions that are on the phone and a code lies in, from the province down. */
function chosenDownTo(code: string, origins: readonly PulledOrigin[]): PulledOrigin[] {
  if (code === "") return [];
  const codes = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code];
  const found = [...new Set(codes)].flatMap(
    (each) => origins.find((origin) => origin.code === each) ?? [],
  );
  return found.filter(({ parentCode }, at) => parentCode === found[at - 1]?.code);
}
