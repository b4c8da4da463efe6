import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Input } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { api } from "../kernel/client.ts";
import { townNow } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { inputOf } from "../kernel/kit/form-state.ts";
import { ProblemNote } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { degreesIn } from "./degrees.ts";
import { ReadingDialog } from "./reading-dialog.tsx";

const celsius = inputOf(contract.observation.recordReading).shape.celsius;

interface ReadingEntryProps {
  orderId: string;
  name: string;
}

/** A temperature typed in the row: number, Enter, next. More than a number opens the dialog. */
export function ReadingEntry({ orderId, name }: ReadingEntryProps) {
  const record = useCommand(api.observation.recordReading, orderId);
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const typed = celsius.safeParse(degreesIn(text));
    setWrong(!typed.success);
    if (!typed.success) return;
    const goOn = nextEntryAfter(box.current);
    const done = await record.send({
      orderId,
      celsius: typed.data,
      takenAt: townNow(),
      symptoms: [],
    });
    if (!done) return;
    goOn();
    if (done.isFever) tell(m["observation.reading.feverDone"]());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps a click into the field from opening the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's own
    <div ref={box} className="lf-reading-entry" onClick={(event) => event.stopPropagation()}>
      <form onSubmit={(event) => void send(event)}>
        <Input
          aria-label={m["observation.celsius.of"]({ name })}
          aria-invalid={isWrong}
          status={isWrong ? "error" : ""}
          inputMode="decimal"
          placeholder="36.5"
          suffix="℃"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.stopPropagation()}
        />
        <Button htmlType="submit" loading={record.isBusy}>
          {m["web.save"]()}
        </Button>
        <Button type="link" onClick={() => setOpen(true)}>
          {m["observation.reading.more"]()}
        </Button>
      </form>
      {isWrong ? (
        <span className="lf-reading-wrong" role="alert">
          {m["observation.celsius.wrong"]()}
        </span>
      ) : null}
      {record.problem ? <ProblemNote problem={record.problem} /> : null}
      {isOpen ? (
        <ReadingDialog orderId={orderId} name={name} onClose={() => setOpen(false)} />
      ) : null}
    </div>
  );
}

interface LateReadingProps extends ReadingEntryProps {
  missed: { day: string; from: string; to: string };
}

/** A reading taken in a window that is over, entered late: with the time it was taken. */
export function LateReading({ orderId, name, missed }: LateReadingProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button className="lf-alert-act" size="small" onClick={() => setOpen(true)}>
        {m["observation.reading.late"]()}
      </Button>
      {isOpen ? (
        <ReadingDialog
          orderId={orderId}
          name={name}
          missed={missed}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

/**
 * What comes after this entry, as the list stands now: once sent, its own row has no field any more.
 * @returns goes there
 */
function nextEntryAfter(entry: HTMLElement | null): () => void {
  const all: (Element | null)[] = [...document.querySelectorAll(".lf-reading-entry")];
  const next = all[all.indexOf(entry) + 1];
  return () => next?.querySelector("input")?.focus();
}
