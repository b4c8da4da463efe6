import { m } from "@lianfang/messages/messages.js";
import { useBlocker } from "@tanstack/react-router";
import { Button } from "antd";
import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from "react";
import type { z } from "zod";
import type { FormHandle } from "./form-state.ts";
import { ProblemNote } from "./problem-note.tsx";
import "./form.css";
import { Dialog } from "./dialog.tsx";

/** The id of a field's control, for labels and for jumping to it. */
export function fieldId(form: string, name: string): string {
  return `${form}-${name}`.replaceAll(/[^\w-]/g, "-");
}

function Summary({ form }: { form: FormHandle }) {
  const box = useRef<HTMLDivElement>(null);
  const count = form.summary.length;
  useEffect(() => {
    if (count > 0) box.current?.focus();
  }, [count]);
  if (count === 0) return null;
  return (
    <div className="lf-note lf-note-wrong" role="alert" tabIndex={-1} ref={box}>
      <strong>{m["web.form.wrong"]({ count })}</strong>
      <ul>
        {form.summary.map(({ name, label, text }) => (
          <li key={name}>
            <a
              href={`#${fieldId(form.name, name)}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(fieldId(form.name, name))?.focus();
              }}
            >
              {label}
            </a>
            {m["web.colon"]()}
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Crossing {
  current: { pathname: string };
  next: { pathname: string };
}

/** Asks before a page with something typed on it is left. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const dirty = useRef(isDirty);
  dirty.current = isDirty;
  // The same functions at every render: another one would be another guard, and ask again.
  const isLeaving = useCallback(
    ({ current, next }: Crossing) => dirty.current && current.pathname !== next.pathname,
    [],
  );
  const isKept = useCallback(() => dirty.current, []);
  const blocker = useBlocker({
    shouldBlockFn: isLeaving,
    enableBeforeUnload: isKept,
    withResolver: true,
  });
  return (
    <Dialog
      open={blocker.status === "blocked"}
      title={m["web.leave.title"]()}
      onCancel={() => blocker.reset?.()}
      footer={[
        <Button key="leave" danger onClick={() => blocker.proceed?.()}>
          {m["web.leave.leave"]()}
        </Button>,
        <Button key="stay" type="primary" onClick={() => blocker.reset?.()}>
          {m["web.leave.stay"]()}
        </Button>,
      ]}
    >
      {m["web.leave.text"]()}
    </Dialog>
  );
}

interface FormProps<Schema extends z.ZodObject> {
  form: FormHandle<Schema>;
  /** What the button does: 登记住户 */
  send: string;
  onCancel?: () => void;
  /** Where the second button doesn't cancel but goes back. */
  cancelLabel?: string;
  /** More buttons beside the main one. */
  beside?: ReactNode;
  /** Off inside a dialog that guards itself. */
  guards?: boolean;
  isDanger?: boolean;
  children: ReactNode;
}

const formsIn = (part: ParentNode): Element[] => [...part.querySelectorAll("form.lf-form")];

/** The form somebody types in; where nothing has the focus, the only one on the page or in the dialog over it. */
function formMeant(target: EventTarget | null): Element | undefined {
  const own = target instanceof Element ? target.closest("form.lf-form") : null;
  if (own) return own;
  const dialog = document.querySelector('[role="dialog"][aria-modal="true"]');
  const [only, ...others] = formsIn(dialog ?? document);
  return others.length === 0 ? only : undefined;
}

function useSendKey(form: RefObject<HTMLFormElement | null>, submit: () => Promise<void>): void {
  const latest = useRef(submit);
  latest.current = submit;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      if (!form.current || formMeant(event.target) !== form.current) return;
      event.preventDefault();
      void latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [form]);
}

/** One column, labels above, Ctrl-Enter sends, nothing typed is lost by a wrong click. */
export function Form<Schema extends z.ZodObject>(props: FormProps<Schema>) {
  const { form, guards = true } = props;
  const send = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  const box = useRef<HTMLFormElement>(null);
  useSendKey(box, form.submit);
  const isPlaced = form.summary.length > 0;
  return (
    <form className="lf-form" noValidate onSubmit={send} ref={box}>
      {guards ? <LeaveGuard isDirty={form.isDirty} /> : null}
      <Summary form={form as unknown as FormHandle} />
      {props.children}
      {form.problem && !isPlaced ? <ProblemNote problem={form.problem} /> : null}
      <div className="lf-form-foot">
        <Button
          type="primary"
          htmlType="submit"
          loading={form.isBusy}
          danger={props.isDanger ?? false}
        >
          {props.send}
        </Button>
        {props.onCancel ? (
          <Button onClick={props.onCancel}>{props.cancelLabel ?? m["web.cancel"]()}</Button>
        ) : null}
        {props.beside}
        <span className="lf-form-keys">
          <kbd>Ctrl</kbd> + <kbd>Enter</kbd>
        </span>
      </div>
    </form>
  );
}

/** A headed part of a long form. */
export function FormPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="lf-form-part">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
