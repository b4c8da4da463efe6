import { useCallback, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { z } from "zod";
import { fieldText, type ShownProblem } from "../problem.ts";
import { afterPress } from "./after-press.ts";
import { useCarriedState } from "./carried.ts";
import { cleaned, fieldAt, wrongFields } from "./form-check.ts";

/** What is typed so far: any field may still be missing. */
export type Draft<Schema extends z.ZodObject> = {
  [Name in keyof z.input<Schema>]?: z.input<Schema>[Name] | undefined;
};

export interface FormOptions<Schema extends z.ZodObject, Answer> {
  /** Names the form on its page, so that a change of language loses nothing. */
  name: string;
  schema: Schema;
  initial: Draft<Schema>;
  /** From `useCommand`; the form shows its problem. */
  command: { isBusy: boolean; problem: ShownProblem | undefined };
  /** Sends the checked values; `undefined` means there is a problem to show. */
  send: (values: z.output<Schema>) => Promise<Answer | undefined>;
  onDone?: (answer: Answer) => void;
  /** Problems that belong to one field: `{ "accounts.userNameTaken": "userName" }`. */
  problemAt?: Readonly<Record<string, keyof z.input<Schema> & string>>;
}

export interface FormHandle<Schema extends z.ZodObject = z.ZodObject> {
  name: string;
  schema: Schema;
  values: Draft<Schema>;
  set<Name extends keyof z.input<Schema> & string>(
    name: Name,
    value: z.input<Schema>[Name] | undefined,
  ): void;
  /** Called when a field is left: from then on it says at once what is wrong with it. */
  touch(name: string): void;
  /** What is wrong with a field, once it has been touched or a sending was tried. */
  errorOf(name: string): string | undefined;
  /** Wrong fields in order, once a sending was tried. */
  summary: readonly { name: string; label: string; text: string }[];
  label(name: string, label: string): void;
  problem: ShownProblem | undefined;
  isBusy: boolean;
  isDirty: boolean;
  submit(): Promise<void>;
  /** Back to the initial values. */
  reset(to?: Draft<Schema>): void;
}

type Values = Readonly<Record<string, unknown>>;

function serverErrors(
  problem: ShownProblem | undefined,
  options: { names: readonly string[]; at: Values },
) {
  const errors = new Map<string, string>();
  for (const field of problem?.fields ?? []) {
    const name = fieldAt(field.path, options.names);
    if (name && !errors.has(name)) errors.set(name, fieldText(field));
  }
  const name = problem ? options.at[problem.code] : undefined;
  if (problem && typeof name === "string") errors.set(name, `${problem.message}${problem.mend}`);
  return errors;
}

/** A form's state: values, what is wrong with them, and their sending. */
export function useForm<Schema extends z.ZodObject, Answer>(
  options: FormOptions<Schema, Answer>,
): FormHandle<Schema> {
  const { schema, command } = options;
  const [values, setValues] = useCarriedState<Draft<Schema>>(options.name, options.initial);
  const [clean, setClean] = useState(options.initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [wasTried, setTried] = useState(false);
  // A field put right since the server spoke no longer shows what the server said.
  const [sinceAnswer, setSinceAnswer] = useState<ReadonlySet<string>>(new Set());
  const labels = useRef(new Map<string, string>());

  const wrong = wrongFields(schema, values);
  const said = serverErrors(command.problem, {
    names: Object.keys(schema.shape),
    at: options.problemAt ?? {},
  });
  for (const name of sinceAnswer) said.delete(name);

  const errorOf = (name: string) => {
    const own = wasTried || touched.has(name) ? wrong.get(name) : undefined;
    return own ?? said.get(name);
  };
  const inOrder = [...labels.current].flatMap(([name, label]) => {
    const text = errorOf(name);
    return text ? [{ name, label, text }] : [];
  });

  const submit = async () => {
    setTried(true);
    setSinceAnswer(new Set());
    const checked = schema.safeParse(cleaned(schema, values));
    if (!checked.success || command.isBusy) return;
    const answer = await options.send(checked.data);
    if (answer === undefined) return;
    // At once, so that the leave guard already knows when `onDone` goes elsewhere.
    flushSync(() => {
      setClean(values);
      setTried(false);
      setTouched(new Set());
    });
    options.onDone?.(answer);
  };

  return {
    name: options.name,
    schema,
    values,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }));
      setSinceAnswer((before) => new Set([...before, name]));
    },
    touch: (name) => afterPress(() => setTouched((before) => new Set([...before, name]))),
    errorOf,
    summary: wasTried || said.size > 0 ? inOrder : [],
    label: useCallback((name: string, label: string) => void labels.current.set(name, label), []),
    problem: command.problem,
    isBusy: command.isBusy,
    isDirty: JSON.stringify(cleaned(schema, values)) !== JSON.stringify(cleaned(schema, clean)),
    submit,
    reset: (to = options.initial) => {
      setValues(to);
      setClean(to);
      setTouched(new Set());
      setTried(false);
    },
  };
}

/** The input schema of a command without what `useCommand` adds; pick or omit from it freely. */
export function inputOf<Shape extends z.core.$ZodLooseShape>(procedure: {
  "~orpc": { inputSchema?: z.ZodObject<Shape> | undefined };
}): z.ZodObject<Omit<Shape, "id" | "happenedAt">> {
  const schema = procedure["~orpc"].inputSchema;
  if (!schema) throw new Error("a procedure without input");
  return schema.omit({ id: true, happenedAt: true } as never) as never;
}
