import type { TargetKind } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { type Level, type Target, useToldAssignment } from "./chain-of-targets.ts";
import { NameFields } from "./name-fields.tsx";

export interface Assignment {
  targetKind: TargetKind;
  targets: readonly Target[];
  level: Level;
  /** Where they all lie: who works there is offered first. */
  areaId?: string | undefined;
}

const schema = z.object({ level: z.string(), staffId: z.uuid() });

function TakeOff({
  answerer,
  onDone,
}: {
  answerer: Target["answerers"][number];
  onDone: () => void;
}) {
  const unassign = useCommand(api.organization.unassign, answerer.responsibilityId);
  const confirm = async () => {
    const done = await unassign.send({ responsibilityId: answerer.responsibilityId });
    if (done) onDone();
    return done;
  };
  return (
    <li>
      <span>{answerer.name}</span> <span className="lf-muted">{answerer.phone}</span>
      <ConfirmButton
        kind="link"
        size="small"
        command={unassign}
        question={m["organization.responsibility.takeOff.question"]({ name: answerer.name })}
        onConfirm={confirm}
      >
        {m["organization.responsibility.takeOff"]()}
      </ConfirmButton>
    </li>
  );
}

interface AssignDialogProps {
  assignment: Assignment;
  levels: readonly Level[];
  onDone: () => void;
  onClose: () => void;
}

/** Puts a name on one target or several of a kind, at one level; takes names off one. */
export function AssignDialog({ assignment, levels, onDone, onClose }: AssignDialogProps) {
  const { targetKind, targets, level, areaId } = assignment;
  const toldAssignment = useToldAssignment();
  const assign = useCommand(api.organization.assign);
  const [single] = targets.length === 1 ? targets : [];
  const form = useForm({
    name: "assign",
    schema,
    initial: { level: String(level.level) },
    command: assign,
    send: (values) =>
      assign.send({
        targetKind,
        targetIds: targets.map(({ targetId }) => targetId),
        level: Number(values.level),
        staffId: values.staffId,
      }),
    onDone: (done) => {
      const { assigned: count } = done;
      toldAssignment(done, m["organization.responsibility.assigned"]({ count }));
      onDone();
      onClose();
    },
  });
  const here = single?.answerers.filter((one) => one.level === level.level) ?? [];
  return (
    <FormDialog
      title={
        single
          ? m["organization.responsibility.of"]({ name: single.name })
          : m["organization.responsibility.ofMany"]({ count: targets.length })
      }
      form={form}
      send={m["organization.responsibility.assign"]()}
      onClose={onClose}
    >
      {here.length > 0 ? (
        <ul className="lf-answerers">
          {here.map((answerer) => (
            <TakeOff key={answerer.responsibilityId} answerer={answerer} onDone={onClose} />
          ))}
        </ul>
      ) : null}
      <NameFields form={form} levels={levels} areaId={areaId} />
    </FormDialog>
  );
}
