import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { type AreaNode, treeOf } from "../kernel/kit/area-tree.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { RadioField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { Lines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { areaKindLabels } from "./unit-kinds.ts";
import "./areas.css";

function Rename({ area, onClose }: { area: AreaNode; onClose: () => void }) {
  const rename = useCommand(api.organization.editArea, area.areaId);
  const form = useForm({
    name: "area-rename",
    schema: inputOf(contract.organization.editArea)
      .pick({ name: true, nameEn: true })
      .required({ name: true }),
    // A number given at founding is no name: the field begins empty.
    initial: area.isNumbered ? {} : { name: area.name, nameEn: area.nameEn },
    command: rename,
    send: (values) => rename.send({ ...values, areaId: area.areaId }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
    problemAt: { "organization.areaNameTaken": "name" },
  });
  return (
    <FormDialog
      title={m["organization.area.rename.title"]({ name: nameOf(area) })}
      form={form}
      send={m["organization.area.rename"]()}
      onClose={onClose}
    >
      <TextField form={form} name="name" label={m["organization.area.name"]()} autoFocus />
      <TextField form={form} name="nameEn" label={m["organization.area.nameEn"]()} />
    </FormDialog>
  );
}

function Add({ parent, onClose }: { parent: AreaNode; onClose: () => void }) {
  const add = useCommand(api.organization.addArea, parent.areaId);
  const isInTown = parent.kind === "town";
  const form = useForm({
    name: "area-add",
    schema: inputOf(contract.organization.addArea).omit({ parentId: true }),
    initial: { kind: isInTown ? "village" : "grid" },
    command: add,
    send: (values) => add.send({ ...values, parentId: parent.areaId }),
    onDone: () => {
      tell(m["organization.area.added"]());
      onClose();
    },
    problemAt: { "organization.areaNameTaken": "name" },
  });
  return (
    <FormDialog
      title={m["organization.area.addTo"]({ name: nameOf(parent) })}
      form={form}
      send={m["organization.area.add"]()}
      onClose={onClose}
    >
      {isInTown ? (
        <RadioField
          form={form}
          name="kind"
          label={m["organization.area.kind"]()}
          choices={[
            { value: "village", label: areaKindLabels.village() },
            { value: "community", label: areaKindLabels.community() },
          ]}
        />
      ) : null}
      <TextField form={form} name="name" label={m["organization.area.name"]()} autoFocus />
      <TextField form={form} name="nameEn" label={m["organization.area.nameEn"]()} />
    </FormDialog>
  );
}

function Remove({ area }: { area: AreaNode }) {
  const remove = useCommand(api.organization.removeArea, area.areaId);
  const confirm = async () => {
    const done = await remove.send({ areaId: area.areaId });
    if (done) tell(m["organization.area.removed"]({ name: nameOf(area) }));
    return done;
  };
  return (
    <ConfirmButton
      kind="text"
      size="small"
      command={remove}
      question={m["organization.area.remove.question"]({ name: nameOf(area) })}
      consequence={<p>{m["organization.area.remove.text"]()}</p>}
      onConfirm={confirm}
    >
      {m["organization.area.remove"]()}
    </ConfirmButton>
  );
}

interface BranchProps {
  node: AreaNode;
  depth: number;
  onRename: (area: AreaNode) => void;
  onAdd: (area: AreaNode) => void;
}

function Branch(props: BranchProps) {
  const { node, depth, onRename, onAdd } = props;
  const mayEdit = useMay(api.organization.editArea);
  const mayRemove = useMay(api.organization.removeArea);
  return (
    <li>
      <div className="lf-area" style={{ paddingLeft: 16 + depth * 24 }}>
        <span className="lf-area-name">{nameOf(node)}</span>
        <span className="lf-muted">{areaKindLabels[node.kind]()}</span>
        {node.isNumbered ? (
          <StateTag tone="amber">{m["organization.area.numbered"]()}</StateTag>
        ) : null}
        <span className="lf-area-actions">
          {mayEdit && node.kind !== "town" ? (
            <Button type="text" size="small" onClick={() => onRename(node)}>
              {m["organization.area.rename"]()}
            </Button>
          ) : null}
          {mayEdit && node.kind !== "grid" && node.kind !== "town" ? (
            <Button type="text" size="small" onClick={() => onAdd(node)}>
              {m["organization.area.addGrid"]()}
            </Button>
          ) : null}
          {mayRemove && node.kind !== "town" && node.children.length === 0 ? (
            <Remove area={node} />
          ) : null}
        </span>
      </div>
      {node.children.length > 0 ? (
        <ul>
          {node.children.map((child) => (
            <Branch key={child.areaId} {...props} node={child} depth={depth + 1} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function matching(nodes: readonly AreaNode[], text: string): AreaNode[] {
  return nodes.flatMap((node) => {
    const children = matching(node.children, text);
    const isHit = `${node.name} ${node.nameEn}`.toLowerCase().includes(text.toLowerCase());
    if (isHit) return [node];
    return children.length > 0 ? [{ ...node, children }] : [];
  });
}

/** The town's villages, communities and grids: named, added, removed. */
export function AreasPage() {
  const answer = useQuery(api.organization.areas.queryOptions({ input: {} }));
  const mayEdit = useMay(api.organization.addArea);
  const [typed, setTyped] = useState("");
  const [renamed, setRenamed] = useState<AreaNode>();
  const [parent, setParent] = useState<AreaNode>();
  const areas = answer.data?.areas ?? [];
  const tops = treeOf(areas);
  const town = tops.find(({ kind }) => kind === "town");
  const numbered = areas.filter(({ isNumbered }) => isNumbered).length;
  const villages = areas.filter(({ kind }) => kind === "village" || kind === "community").length;
  const shown = typed.trim() ? matching(tops, typed.trim()) : tops;
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["organization.areas"]()}
        aside={<b>{villages}</b>}
        actions={
          mayEdit && town ? (
            <Button type="primary" onClick={() => setParent(town)}>
              {m["organization.area.add"]()}
            </Button>
          ) : null
        }
      />
      {numbered > 0 ? (
        <Note tone="attention">{m["organization.areas.numbered"]({ count: numbered })}</Note>
      ) : null}
      <div className="lf-list-filters lf-areas-search">
        <Input
          type="search"
          allowClear
          value={typed}
          aria-label={m["organization.areas.search"]()}
          placeholder={m["organization.areas.search"]()}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <section className="lf-list-rows lf-areas">
        {answer.error ? (
          <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.isPending ? (
          <Lines count={10} />
        ) : (
          <ul>
            {shown.map((node) => (
              <Branch
                key={node.areaId}
                node={node}
                depth={0}
                onRename={setRenamed}
                onAdd={setParent}
              />
            ))}
          </ul>
        )}
      </section>
      {renamed ? <Rename area={renamed} onClose={() => setRenamed(undefined)} /> : null}
      {parent ? <Add parent={parent} onClose={() => setParent(undefined)} /> : null}
    </div>
  );
}
