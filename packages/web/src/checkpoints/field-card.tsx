/** Stop (拦): the pass, by camera, by a hand-held scanner, or typed. */
import { typedSerial } from "@lianfang/core/checkpoints/pass-card.ts";
import { m } from "@lianfang/messages/messages.js";
import { useEffect, useEffectEvent, useState } from "react";
import { Later } from "../kernel/field/later.tsx";
import { Button } from "../kernel/field/parts/button.tsx";
import { TextBox, Ticks } from "../kernel/field/parts/fields.tsx";
import { Note } from "../kernel/field/parts/notes.tsx";
import type { TypedPerson } from "./field-form.ts";
import type { Judged } from "./field-kit.ts";
import { Step } from "./field-step.tsx";
import { listenForScanner } from "./hand-scanner.ts";
import { passKinds, say } from "./words.ts";

const loadScanner = async () => (await import("./field-scan.tsx")).Scanner;

interface CardStepProps {
  person: TypedPerson;
  decision: Judged;
  onCard: (text: string) => void;
  onChange: (changes: Partial<TypedPerson>) => void;
}

export function CardStep({ person, decision, onCard, onChange }: CardStepProps) {
  const [isScanning, setScanning] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const use = (text: string) => {
    setScanning(false);
    setTyping(false);
    setTyped("");
    onCard(text);
  };
  const takeTyped = () => (typedSerial(typed) ? use(typed) : setWrong(true));
  const take = useEffectEvent(use);
  useEffect(() => listenForScanner((text) => take(text)), []);
  return (
    <Step step="stop">
      {person.passText === "" ? (
        <>
          <div className="lf-post-card">
            <Button kind="main" onClick={() => setScanning(true)}>
              {m["checkpoints.field.scan"]()}
            </Button>
            <Button aria-expanded={isTyping} onClick={() => setTyping(!isTyping)}>
              {m["checkpoints.field.byHand"]()}
            </Button>
          </div>
          {isTyping ? (
            <>
              <TextBox
                label={m["checkpoints.field.typed"]()}
                hint={m["checkpoints.field.typed.hint"]()}
                inputMode="numeric"
                autoComplete="off"
                maxLength={9}
                value={typed}
                onText={(text) => {
                  setTyped(text);
                  setWrong(false);
                }}
                error={isWrong ? m["checkpoints.field.typed.wrong"]() : undefined}
              />
              <Button disabled={typed.trim() === ""} onClick={takeTyped}>
                {m["checkpoints.field.typed.use"]()}
              </Button>
            </>
          ) : null}
        </>
      ) : (
        <>
          <CardSays decision={decision} />
          <Ticks
            label={m["checkpoints.identityCard"]()}
            choices={[{ value: "shown", label: m["checkpoints.identityCard.shown"]() }]}
            values={person.isIdentityCardShown ? ["shown"] : []}
            onChange={(values) => onChange({ isIdentityCardShown: values.length > 0 })}
          />
          {person.isIdentityCardShown ? (
            <TextBox
              label={m["checkpoints.field.ending"]()}
              hint={m["checkpoints.field.ending.hint"]()}
              inputMode="numeric"
              maxLength={18}
              autoComplete="off"
              value={person.identity}
              onText={(identity) => onChange({ identity })}
            />
          ) : null}
          <Button kind="quiet" onClick={() => onChange({ passText: "" })}>
            {m["checkpoints.field.otherCard"]()}
          </Button>
        </>
      )}
      {isScanning ? (
        <Later load={loadScanner} props={{ onText: use, onClose: () => setScanning(false) }} />
      ) : null}
    </Step>
  );
}

function CardSays({ decision }: { decision: Judged }) {
  const { pass, traveller, usedMinutesAgo } = decision;
  if (!pass) return null;
  if (pass.is === "refused")
    return (
      <Note tone="red" isUrgent title={m["checkpoints.field.cardRefused"]()}>
        {say({ code: `pass-${pass.why}`, params: {} })}
      </Note>
    );
  const number = m["checkpoints.card.number"]({ number: String(pass.serial).padStart(6, "0") });
  return (
    <>
      <Note tone="green" title={traveller?.name ?? m["checkpoints.field.cardValid"]()}>
        {[
          passKinds[pass.kind](),
          number,
          pass.everyDays ? m["checkpoints.card.everyDays"]({ days: pass.everyDays }) : "",
          traveller ? m["checkpoints.field.often"]({ count: traveller.crossingsInWeek }) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </Note>
      {usedMinutesAgo === undefined ? null : (
        <Note tone="amber" isUrgent title={m["checkpoints.misuse.twice"]()}>
          {m["checkpoints.field.usedAgo"]({ minutes: usedMinutesAgo })}
        </Note>
      )}
    </>
  );
}
