/** One change of many rows: what to change them to, what would come of it, and the sending. */
import { BulkChange } from "@lianfang/core/registry/bulk-contract.ts";
import type { SubjectKind } from "@lianfang/core/registry/history.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { type Choice, ChoiceField, RadioField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { type Draft, type FormHandle, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { digits } from "../kernel/numbers.ts";
import { NameFields } from "../organization/name-fields.tsx";
import { BulkPreview } from "./bulk-preview.tsx";
import { premisesRemovals, premisesStates } from "./premises-words.ts";
import { listedTrades, removals, residences, tenancies, vulnerabilities } from "./words.ts";

export type BulkAction =
  | "name"
  | "tag"
  | "trade"
  | "residence"
  | "tenancy"
  | "remove"
  | "move"
  | "group"
  | "state";

export const bulkActions: Record<BulkAction, () => string> = {
  name: () => m["bulk.action.name"](),
  tag: () => m["bulk.action.tag"](),
  trade: () => m["bulk.action.trade"](),
  residence: () => m["bulk.action.residence"](),
  tenancy: () => m["bulk.action.tenancy"](),
  remove: () => m["bulk.action.remove"](),
  move: () => m["bulk.action.move"](),
  group: () => m["bulk.action.group"](),
  state: () => m["bulk.action.state"](),
};

const schema = z.object({
  level: z.string().optional(),
  staffId: z.string().optional(),
  value: z.string().optional(),
  how: z.enum(["set", "clear"]).optional(),
  areaId: z.string().optional(),
  group: z.string().trim().max(20).optional(),
  stateSince: z.string().optional(),
});
type Schema = typeof schema;
type Typed = Draft<Schema>;
type Form = FormHandle<Schema>;

/** What an action can't do without. */
const needed: Record<BulkAction, z.core.util.Mask<keyof Typed>> = {
  name: { level: true, staffId: true },
  tag: { how: true, value: true },
  trade: { value: true },
  residence: { value: true },
  tenancy: { value: true },
  remove: { value: true },
  move: { areaId: true },
  group: {},
  state: { value: true },
};

/** The form's fields, with those the action needs demanded. */
function schemaOf(action: BulkAction): Schema {
  // Whatever is demanded, what is typed fits the whole form's fields.
  return schema.required(needed[action]) as unknown as Schema;
}

const emptying = "-";

/** What is typed as the contract has it; undefined while something is missing. */
function bulkOf(kind: SubjectKind, action: BulkAction, which: object, typed: Typed) {
  const value = typed.value === emptying ? null : typed.value;
  const made: Record<BulkAction, object> = {
    name: { level: Number(typed.level), staffId: typed.staffId },
    tag: { vulnerability: value, isSet: typed.how !== "clear" },
    trade: { listedTrade: value },
    residence: { residence: value },
    tenancy: { tenancy: value },
    remove: { reason: value },
    move: { areaId: typed.areaId },
    group: { group: typed.group?.trim() || null },
    state: {
      state: value,
      ...(value !== "open" && typed.stateSince && { stateSince: typed.stateSince }),
    },
  };
  const read = BulkChange.safeParse({
    ...which,
    of: kind,
    change: { do: action, ...made[action] },
  });
  return read.success ? read.data : undefined;
}

interface BulkDialogProps {
  kind: SubjectKind;
  action: BulkAction;
  /** The rows, as the contract takes them. */
  which: object;
  count: number;
  onClose: () => void;
  onDone: () => void;
}

export function BulkDialog({ kind, action, which, count, onClose, onDone }: BulkDialogProps) {
  const change = useCommand(api.registry.changeBulk);
  const toldBulk = useToldBulk();
  const today = useToday();
  const form = useForm({
    name: `bulk-${kind}-${action}`,
    schema: schemaOf(action),
    initial: { how: "set", stateSince: today },
    command: change,
    send: async (values) => {
      const bulk = bulkOf(kind, action, which, values);
      return bulk && change.send({ bulk });
    },
    onDone: (done) => {
      onClose();
      onDone();
      toldBulk(done);
    },
    problemAt: { "registry.stateInFuture": "stateSince", "organization.staffNotFound": "staffId" },
  });
  return (
    <FormDialog
      form={form}
      title={m["bulk.title"]({ action: bulkActions[action](), count: digits(count) })}
      send={m["bulk.sendNone"]()}
      onClose={onClose}
    >
      <ActionFields kind={kind} action={action} form={form} />
      <BulkPreview bulk={bulkOf(kind, action, which, form.values)} />
    </FormDialog>
  );
}

/** Says how many were changed, and offers to put all of them back. */
function useToldBulk() {
  const undo = useCommand(api.registry.undoBulk);
  return ({ writeId, changed }: { writeId: string; changed: number }) => {
    const putBack = async () => {
      const back = await undo.send({ writeId });
      tell(back ? m["bulk.undone"]({ count: digits(back.restored) }) : m["web.notUndone"]());
    };
    tell(
      m["bulk.done"]({ count: digits(changed) }),
      changed > 0 ? () => void putBack() : undefined,
    );
  };
}

function orNone(some: Choice[]): Choice[] {
  return [...some, { value: emptying, label: m["bulk.none"]() }];
}

interface FieldsProps {
  kind: SubjectKind;
  action: BulkAction;
  form: Form;
}

function ActionFields({ kind, action, form }: FieldsProps) {
  const to = { form, name: "value", label: m["bulk.to"]() } as const;
  switch (action) {
    case "name":
      return <BulkNameFields form={form} />;
    case "tag":
      return (
        <>
          <RadioField
            form={form}
            name="how"
            label={m["bulk.tag.how"]()}
            choices={[
              { value: "set", label: m["bulk.tag.set"]() },
              { value: "clear", label: m["bulk.tag.clear"]() },
            ]}
          />
          <ChoiceField {...to} label={m["bulk.tag.which"]()} choices={choicesOf(vulnerabilities)} />
        </>
      );
    case "trade":
      return <ChoiceField {...to} choices={orNone(choicesOf(listedTrades))} />;
    case "residence":
      return <RadioField {...to} choices={choicesOf(residences)} />;
    case "tenancy":
      return <RadioField {...to} choices={orNone(choicesOf(tenancies))} />;
    case "remove":
      return (
        <RadioField
          {...to}
          label={m["bulk.why"]()}
          choices={kind === "premises" ? choicesOf(premisesRemovals) : choicesOf(removals)}
        />
      );
    case "move":
      return (
        <AreaField
          form={form}
          name="areaId"
          label={m["bulk.to"]()}
          {...(kind === "household" && { hint: m["bulk.move.hint"]() })}
          withoutTown
        />
      );
    case "group":
      return (
        <TextField form={form} name="group" label={m["bulk.to"]()} hint={m["bulk.group.hint"]()} />
      );
    case "state":
      return (
        <>
          <RadioField {...to} choices={choicesOf(premisesStates)} />
          {form.values.value === "closed" || form.values.value === "resumed" ? (
            <DayField form={form} name="stateSince" label={m["premises.stateSince"]()} />
          ) : null}
        </>
      );
  }
}

function BulkNameFields({ form }: { form: Form }) {
  const { data } = useQuery(api.organization.chain.queryOptions({ input: {} }));
  return <NameFields form={form} levels={data?.levels ?? []} />;
}
