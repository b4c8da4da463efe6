import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { CheckField, RadioField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { Note } from "../kernel/kit/problem-note.tsx";
import { type Group, groups, type Level, useToldAssignment } from "./chain-of-targets.ts";
import { NameFields } from "./name-fields.tsx";

const schema = z.object({
  group: z.string(),
  areaId: z.uuid(),
  level: z.string(),
  staffId: z.uuid(),
  isNamelessOnly: z.boolean(),
});

const keyOf = ({ targetKind, group }: Group): string => `${targetKind} ${group}`;

/** One name on all households, vulnerable people or areas of an area at once. */
export function AssignGroup({
  levels,
  onClose,
}: {
  levels: readonly Level[];
  onClose: () => void;
}) {
  const assign = useCommand(api.organization.assignGroup);
  const toldAssignment = useToldAssignment();
  const chosen = (key: string | undefined) => groups.find((group) => keyOf(group) === key);
  const form = useForm({
    name: "assign-group",
    schema,
    initial: { level: String(levels.at(-1)?.level ?? ""), isNamelessOnly: true },
    command: assign,
    send: async ({ group: key, level, ...values }) => {
      const group = chosen(key);
      if (!group) return undefined;
      const { targetKind } = group;
      return assign.send({ ...values, targetKind, group: group.group, level: Number(level) });
    },
    onDone: (done) => {
      toldAssignment(done, m["organization.responsibility.assigned"]({ count: done.assigned }));
      onClose();
    },
  });
  const { areaId, level } = form.values;
  return (
    <FormDialog
      title={m["organization.assignGroup.title"]()}
      form={form}
      send={m["organization.responsibility.assign"]()}
      onClose={onClose}
    >
      <RadioField
        form={form}
        name="group"
        label={m["organization.assignGroup.what"]()}
        choices={groups.map((group) => ({ value: keyOf(group), label: group.label() }))}
      />
      <AreaField form={form} name="areaId" label={m["organization.assignGroup.where"]()} />
      <NameFields form={form} levels={levels} areaId={areaId} />
      <CheckField form={form} name="isNamelessOnly" label={m["organization.assignGroup.which"]()}>
        {m["organization.assignGroup.namelessOnly"]()}
      </CheckField>
      <Size
        group={chosen(form.values.group)}
        areaId={areaId}
        level={level}
        isNamelessOnly={form.values.isNamelessOnly !== false}
      />
    </FormDialog>
  );
}

interface SizeProps {
  group: Group | undefined;
  areaId: string | undefined;
  level: string | undefined;
  isNamelessOnly: boolean;
}

/** How many it will be, as soon as that can be told. */
function Size({ group, areaId, level, isNamelessOnly }: SizeProps) {
  const isAsked = group !== undefined && areaId !== undefined && Boolean(level);
  const { data } = useQuery({
    ...api.organization.previewGroup.queryOptions({
      input: {
        targetKind: group?.targetKind ?? "household",
        group: group?.group,
        areaId: areaId ?? "",
        level: Number(level),
      },
    }),
    enabled: isAsked,
  });
  if (!isAsked || !data) return null;
  const { targets, nameless } = data;
  const replaced = targets - nameless;
  return (
    <div aria-live="polite">
      <Note tone={!isNamelessOnly && replaced > 0 ? "attention" : "plain"}>
        {isNamelessOnly
          ? m["organization.assignGroup.size"]({ targets, nameless })
          : m["organization.assignGroup.sizeAll"]({ targets, replaced })}
      </Note>
    </div>
  );
}
