import type { AreaRecordCount } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaPicker } from "../kernel/kit/area-picker.tsx";
import { useAreas } from "../kernel/kit/areas.ts";
import { Dialog } from "../kernel/kit/dialog.tsx";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { Note, ProblemNote } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { listed, nameOf } from "../kernel/locale.ts";
import { shown } from "../kernel/problem.ts";
import { recordText } from "./unit-kinds.ts";

interface Part {
  areaId: string;
  name: string;
  nameEn: string;
}

interface MergeProps {
  area: Part;
  onDone: (into: string) => void;
  onClose: () => void;
}

/** Makes an area part of another: asks into which, shows what moves, and does it once it is confirmed. */
export function MergeArea({ area, onDone, onClose }: MergeProps) {
  const [intoId, setIntoId] = useState<string>();
  const into = useAreas().find(({ areaId }) => areaId === intoId);
  const merge = useCommand(api.organization.mergeAreas, `${area.areaId} ${intoId}`);
  const preview = useQuery({
    ...api.organization.previewMerge.queryOptions({
      input: { areaId: area.areaId, intoId: intoId ?? area.areaId },
    }),
    enabled: intoId !== undefined,
    retry: false,
  });
  const id = useId();
  const name = nameOf(area);
  const confirm = async () => {
    if (!intoId) return;
    const done = await merge.send({ areaId: area.areaId, intoId });
    if (!done) return;
    tell(m["organization.merge.done"]({ name, into: into ? nameOf(into) : "" }));
    onDone(intoId);
  };
  return (
    <Dialog
      open
      title={m["organization.merge.title"]({ name })}
      okText={m["organization.merge"]()}
      cancelText={m["web.cancel"]()}
      okButtonProps={{ danger: true, loading: merge.isBusy, disabled: !preview.data }}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="lf-form">
        <Labelled id={id} label={m["organization.merge.into"]()}>
          <AreaPicker id={id} value={intoId} onChange={setIntoId} withoutTown />
        </Labelled>
        {preview.error ? <ProblemNote problem={shown(preview.error)} /> : null}
        {preview.isFetching && !preview.data ? <Lines count={5} /> : null}
        {into && preview.data ? (
          <Preview of={preview.data} name={name} into={nameOf(into)} />
        ) : null}
        {merge.problem ? <ProblemNote problem={merge.problem} /> : null}
      </div>
    </Dialog>
  );
}

type MergePreview = Awaited<ReturnType<typeof api.organization.previewMerge.call>>;

interface PreviewProps {
  of: MergePreview;
  name: string;
  into: string;
}

function Preview({ of, name, into }: PreviewProps) {
  const renamed = of.below.filter((area) => area.becomes !== area.name);
  return (
    <>
      <div>
        <p>{m["organization.merge.moves"]({ name, into })}</p>
        <ul className="lf-merge-moves">
          {of.records.map((record: AreaRecordCount) => (
            <li key={record.kind}>{recordText(record)}</li>
          ))}
          {of.below.length > 0 ? <li>{listed(of.below.map((area) => area.becomes))}</li> : null}
          {of.records.length + of.below.length === 0 ? (
            <li>{m["organization.merge.nothing"]()}</li>
          ) : null}
        </ul>
      </div>
      {renamed.map((area) => (
        <Note key={area.areaId}>{m["organization.merge.renamed"](area)}</Note>
      ))}
      {of.namesEnded > 0 ? (
        <Note tone="attention">
          {m["organization.merge.namesEnded"]({ count: of.namesEnded, into })}
        </Note>
      ) : null}
      {of.accountsGaining.length > 0 ? (
        <Note tone="attention">
          {m["organization.merge.gaining"]({
            names: listed(of.accountsGaining.map(({ displayName }) => displayName)),
            into,
          })}
        </Note>
      ) : null}
      {of.boundary === "redraw" ? (
        <Note tone="attention">{m["organization.merge.redraw"]({ into })}</Note>
      ) : null}
      <p>{m["organization.merge.forGood"]({ name })}</p>
    </>
  );
}
