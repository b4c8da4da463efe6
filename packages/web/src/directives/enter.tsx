/** A unit rings the office: what it says is entered for it, by the time it was said. */
import { longestFeedback, type UnitProgress } from "@lianfang/core/directives/directive.ts";
import { instantAt, townDay, townTime } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { townNow, useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { LongTextField, RadioField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { Note } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useTown } from "../kernel/me.ts";
import { entryForm } from "./entry-form.ts";
import { SaidByField } from "./said-by.tsx";
import { actKinds, ways } from "./words.ts";

interface EnterProps {
  directive: { directiveId: string; issuedAt: string };
  unit: UnitProgress;
  onClose: () => void;
}

export function Enter({ directive: { directiveId, issuedAt }, unit, onClose }: EnterProps) {
  const { unitId, acknowledged, finished } = unit;
  const enter = useCommand(api.directives.enter, `${directiveId} ${unitId}`);
  const { timeZone } = useTown();
  const today = useToday();
  const people = useQuery(
    api.organization.staff.queryOptions({ input: { unitId, limit: 200 } }),
  ).data?.rows.filter(({ isActive }) => isActive);
  // A late confirmation gives way to one that was made in time and is entered only now.
  const canConfirm = !acknowledged || acknowledged.isLate;
  const form = useForm({
    name: `directive-enter-${directiveId}-${unitId}`,
    schema: entryForm,
    initial: {
      kind: acknowledged ? "feedback" : "acknowledgement",
      way: "telephone",
      day: today,
      time: townTime(townNow(), timeZone),
    },
    command: enter,
    send: ({ kind, text, saidBy, way, day, time }) =>
      enter.send({
        ...{ directiveId, unitId, kind, saidBy, way },
        text: kind === "acknowledgement" ? undefined : text,
        staffId: onlyOne(people ?? [], saidBy),
        saidAt: instantAt(day, time, timeZone),
      }),
    onDone: ({ isLate }) => {
      tell(isLate ? m["directives.enter.doneLate"]() : m["directives.enter.done"]());
      onClose();
    },
    problemAt: {
      "directives.saidBeforeIssue": "time",
      "directives.saidInFuture": "time",
      "directives.alreadyConfirmed": "kind",
      "directives.alreadyFinished": "kind",
    },
  });
  const { kind } = form.values;
  return (
    <FormDialog
      form={form}
      title={m["directives.enter.title"]({ unit: nameOf(unit) })}
      send={m["directives.enter.send"]()}
      onClose={onClose}
    >
      <RadioField
        form={form}
        name="kind"
        label={m["directives.enter.kind"]()}
        choices={choicesOf(actKinds).filter(
          ({ value }) => value === "feedback" || (value === "completion" ? !finished : canConfirm),
        )}
      />
      {!acknowledged && kind !== "acknowledgement" ? (
        <Note>{m["directives.enter.confirmsToo"]()}</Note>
      ) : null}
      {kind === "acknowledgement" ? null : (
        <LongTextField
          form={form}
          name="text"
          label={
            kind === "feedback" ? m["directives.feedback.text"]() : m["directives.note.said"]()
          }
          rows={3}
          maxLength={longestFeedback}
        />
      )}
      <SaidByField form={form} people={people ?? []} />
      <RadioField
        form={form}
        name="way"
        label={m["directives.enter.way"]()}
        choices={choicesOf(ways)}
      />
      <div className="lf-directive-when">
        <DayField
          form={form}
          name="day"
          label={m["directives.enter.day"]()}
          from={townDay(issuedAt, timeZone)}
          to={today}
        />
        <TimeField form={form} name="time" label={m["directives.enter.time"]()} />
      </div>
      <p className="lf-muted">{m["directives.enter.time.hint"]()}</p>
    </FormDialog>
  );
}

/** Whose name it is, where one of the unit alone has it. */
function onlyOne(people: readonly { staffId: string; name: string }[], name: string) {
  const [one, other] = people.filter((person) => person.name === name);
  return other ? undefined : one?.staffId;
}
