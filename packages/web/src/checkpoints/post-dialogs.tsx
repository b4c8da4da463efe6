import type { Checkpoint } from "@lianfang/core/checkpoints/checkpoint.ts";
import { contract } from "@lianfang/core/contract.ts";
import { Id } from "@lianfang/core/kernel/ids.ts";
import { addDays, Day, instantAt, TimeOfDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { ChoiceField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import { useTown } from "../kernel/me.ts";

interface DialogProps {
  post: Checkpoint;
  onClose: () => void;
}

const closing = inputOf(contract.checkpoints.close).omit({ checkpointId: true });

/** The other checkpoints, to be merged into. */
function useOthers(checkpointId: string) {
  const { data } = useQuery(
    api.checkpoints.checkpoints.queryOptions({ input: { limit: 200, state: "open" } }),
  );
  return (data?.rows ?? [])
    .filter((row) => row.checkpointId !== checkpointId)
    .map((row) => ({ value: row.checkpointId, label: row.name }));
}

export function CloseDialog({ post, onClose }: DialogProps) {
  const { checkpointId } = post;
  const close = useCommand(api.checkpoints.close, checkpointId);
  const today = useToday();
  const others = useOthers(checkpointId);
  const form = useForm({
    name: `close-${checkpointId}`,
    schema: closing,
    initial: { closedOn: today },
    command: close,
    send: (values) => close.send({ ...values, checkpointId }),
    onDone: () => {
      tell(m["checkpoints.close.done"]());
      onClose();
    },
    problemAt: { "checkpoints.closesBeforeItOpened": "closedOn" },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.close.title"]({ name: post.name })}
      send={m["checkpoints.close"]()}
      onClose={onClose}
    >
      <DayField
        form={form}
        name="closedOn"
        label={m["checkpoints.closedOn"]()}
        hint={m["checkpoints.closedOn.hint"]()}
      />
      <TextField form={form} name="reason" label={m["checkpoints.reason"]()} />
      <ChoiceField
        form={form}
        name="mergedInto"
        label={m["checkpoints.mergeInto"]()}
        choices={others}
      />
    </FormDialog>
  );
}

const opening = inputOf(contract.checkpoints.reopen).omit({ checkpointId: true });

export function OpenDialog({ post, onClose }: DialogProps) {
  const { checkpointId } = post;
  const open = useCommand(api.checkpoints.reopen, checkpointId);
  const today = useToday();
  const form = useForm({
    name: `open-${checkpointId}`,
    schema: opening,
    initial: { openedOn: today },
    command: open,
    send: (values) => open.send({ ...values, checkpointId }),
    onDone: () => {
      tell(m["checkpoints.open.done"]());
      onClose();
    },
    problemAt: { "checkpoints.closesBeforeItOpened": "openedOn" },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.open"]()}
      send={m["checkpoints.open"]()}
      onClose={onClose}
    >
      <DayField form={form} name="openedOn" label={m["checkpoints.openedOn"]()} />
    </FormDialog>
  );
}

const shiftForm = z.object({
  day: Day,
  from: TimeOfDay,
  to: TimeOfDay,
  staffIds: z.array(Id).min(1).max(50),
  leaderId: Id.optional(),
});

/** People of the area first; whoever is not among them is found in the staff list. */
function useStaffChoices() {
  const { data } = useQuery(api.organization.staff.queryOptions({ input: { limit: 200 } }));
  return (data?.rows ?? [])
    .filter(({ isActive }) => isActive)
    .map(({ staffId, name }) => ({ value: staffId, label: name }));
}

export function ShiftDialog({ post, onClose }: DialogProps) {
  const { checkpointId } = post;
  const set = useCommand(api.checkpoints.setShift, checkpointId);
  const today = useToday();
  const { timeZone } = useTown();
  const staff = useStaffChoices();
  const form = useForm({
    name: `shift-${checkpointId}`,
    schema: shiftForm,
    initial: { day: today, from: "08:00", to: "20:00", staffIds: [] },
    command: set,
    send: ({ day, from, to, staffIds, leaderId }) =>
      set.send({
        checkpointId,
        startsAt: instantAt(day, from, timeZone),
        endsAt: instantAt(to > from ? day : addDays(day, 1), to, timeZone),
        staffIds,
        leaderId,
      }),
    onDone: () => {
      tell(m["checkpoints.shift.set"]());
      onClose();
    },
    problemAt: {
      "checkpoints.shiftBackwards": "to",
      "checkpoints.staffTwice": "staffIds",
      "checkpoints.staffNotFound": "staffIds",
    },
  });
  const chosen = new Set(form.values.staffIds ?? []);
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.shift.new"]()}
      send={m["checkpoints.shift.new"]()}
      onClose={onClose}
    >
      <DayField form={form} name="day" label={m["checkpoints.shift.day"]()} />
      <TimeField form={form} name="from" label={m["checkpoints.from"]()} />
      <TimeField
        form={form}
        name="to"
        label={m["checkpoints.to"]()}
        hint={m["checkpoints.shift.to.hint"]()}
      />
      <ChoiceField
        form={form}
        name="staffIds"
        label={m["checkpoints.shift.people"]()}
        choices={staff}
        many
      />
      <ChoiceField
        form={form}
        name="leaderId"
        label={m["checkpoints.shift.leads"]()}
        choices={staff.filter(({ value }) => chosen.has(value))}
      />
    </FormDialog>
  );
}
