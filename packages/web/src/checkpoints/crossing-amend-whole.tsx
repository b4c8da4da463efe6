/** What is the same for all who crossed together: which way, when, in what. */
import {
  type CrossingRow,
  CrossingVehicle,
  Direction,
} from "@lianfang/core/checkpoints/crossing.ts";
import { contract } from "@lianfang/core/contract.ts";
import { Day, instantAt, TimeOfDay, townDay, townTime } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { RadioField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import { useTown } from "../kernel/me.ts";
import { usePutBack } from "./crossing-amend.tsx";
import { directions } from "./words.ts";

const schema = z.object({
  direction: Direction,
  day: Day,
  time: TimeOfDay,
  plate: CrossingVehicle.shape.plate.optional(),
  reason: inputOf(contract.checkpoints.amendCrossing).shape.reason,
});

interface AmendWholeDialogProps {
  line: CrossingRow;
  /** Of the vehicle they are in. */
  plate: string | undefined;
  onClose: () => void;
}

export function AmendWholeDialog({ line, plate, onClose }: AmendWholeDialogProps) {
  const { crossingId, direction, crossedAt } = line;
  const { timeZone } = useTown();
  const amend = useCommand(api.checkpoints.amendCrossing, crossingId);
  const navigate = useNavigate();
  const putBack = usePutBack();
  const before = {
    direction,
    day: townDay(crossedAt, timeZone),
    time: townTime(crossedAt, timeZone),
    plate,
  };
  const form = useForm({
    name: `amend-whole-${crossingId}`,
    schema,
    initial: before,
    command: amend,
    send: ({ reason, direction: way, day, time, plate: now }) =>
      amend.send({
        crossingId,
        reason,
        people: [],
        ...(way !== direction && { direction: way }),
        // The seconds of an hour nobody touched stay.
        ...((day !== before.day || time !== before.time) && {
          crossedAt: instantAt(day, time, timeZone),
        }),
        ...(now !== plate && { plate: now }),
      }),
    onDone: (answer) => {
      tell(m["checkpoints.amend.done"](), () => void putBack(answer.crossingId, crossingId));
      onClose();
      void navigate({ to: `/checkpoints/crossings/${answer.crossingId}` });
    },
    problemAt: {
      "checkpoints.crossedInFuture": "time",
      "checkpoints.crossedTooLongAgo": "day",
      "checkpoints.plateWrong": "plate",
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.amend.whole"]()}
      send={m["checkpoints.amend.send"]()}
      onClose={onClose}
    >
      <p>{m["checkpoints.amend.text"]()}</p>
      <RadioField
        form={form}
        name="direction"
        label={m["checkpoints.direction"]()}
        choices={choicesOf(directions)}
      />
      <div className="lf-field-row">
        <DayField form={form} name="day" label={m["checkpoints.amend.day"]()} />
        <TimeField form={form} name="time" label={m["checkpoints.amend.time"]()} />
      </div>
      {plate === undefined ? null : (
        <TextField form={form} name="plate" label={m["checkpoints.plate"]()} />
      )}
      <TextField form={form} name="reason" label={m["checkpoints.reason"]()} />
    </FormDialog>
  );
}
