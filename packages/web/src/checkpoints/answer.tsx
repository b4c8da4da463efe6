/** Saying what was done about something, and what was said. */
import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import { z } from "zod";
import { useDates } from "../kernel/clock.ts";
import type { Command } from "../kernel/command.ts";
import { LongTextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { Note } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";

interface Answered {
  action: string;
  at: string;
  by?: string | undefined;
}

export function AnsweredNote({ answered }: { answered: Answered | undefined }): ReactNode {
  const dates = useDates();
  if (!answered) return null;
  const { by = "", at, action } = answered;
  return (
    <Note tone="good">{m["checkpoints.followedUp"]({ by, at: dates.instant(at), action })}</Note>
  );
}

const schema = z.object({ action: z.string().trim().min(2).max(200) });

interface AnswerDialogProps {
  /** Of what is typed, should it be interrupted. */
  name: string;
  title: string;
  hint?: string;
  command: Pick<Command<never, unknown>, "isBusy" | "problem">;
  send: (action: string) => Promise<object | undefined>;
  onClose: () => void;
}

export function AnswerDialog({ name, title, hint, command, send, onClose }: AnswerDialogProps) {
  const form = useForm({
    name,
    schema,
    initial: {},
    command,
    send: ({ action }) => send(action),
    onDone: () => {
      tell(m["checkpoints.followUp.done"]());
      onClose();
    },
  });
  return (
    <FormDialog form={form} title={title} send={m["checkpoints.followUp.send"]()} onClose={onClose}>
      <LongTextField
        form={form}
        name="action"
        label={m["checkpoints.followUp.action"]()}
        {...(hint && { hint })}
        rows={3}
      />
    </FormDialog>
  );
}
