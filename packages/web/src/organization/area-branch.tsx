import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import type { AreaNode } from "../kernel/kit/area-tree.ts";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { areaKindLabels } from "./unit-kinds.ts";

export interface BranchProps {
  node: AreaNode;
  depth: number;
  /** With itself, in their order; a tree that is searched has none. */
  siblings: readonly AreaNode[] | undefined;
  onEdit: (area: AreaNode) => void;
  onAdd: (area: AreaNode) => void;
}

/** One step up or down among its siblings. */
function Order({ node, siblings }: Pick<BranchProps, "node"> & { siblings: readonly AreaNode[] }) {
  const edit = useCommand(api.organization.editArea, node.areaId);
  const at = siblings.findIndex(({ areaId }) => areaId === node.areaId);
  const move = async (beforeId: string | null) => {
    const done = await edit.send({ areaId: node.areaId, beforeId });
    if (!done) tell(edit.problem?.message ?? m["web.notUndone"]());
  };
  const name = nameOf(node);
  return (
    <>
      <Button
        type="text"
        size="small"
        icon={<ArrowUpOutlined aria-hidden />}
        aria-label={m["organization.area.up"]({ name })}
        disabled={at <= 0 || edit.isBusy}
        onClick={() => void move(siblings[at - 1]?.areaId ?? null)}
      />
      <Button
        type="text"
        size="small"
        icon={<ArrowDownOutlined aria-hidden />}
        aria-label={m["organization.area.down"]({ name })}
        disabled={at < 0 || at >= siblings.length - 1 || edit.isBusy}
        onClick={() => void move(siblings[at + 2]?.areaId ?? null)}
      />
    </>
  );
}

function Actions({ node, siblings, onEdit, onAdd }: BranchProps) {
  const mayEdit = useMay(api.organization.editArea);
  if (!mayEdit || node.kind === "town") return null;
  return (
    <span className="lf-area-actions">
      <span className="lf-area-more">
        {siblings ? <Order node={node} siblings={siblings} /> : null}
        {node.kind === "grid" ? null : (
          <Button type="text" size="small" onClick={() => onAdd(node)}>
            {m["organization.area.addGrid"]()}
          </Button>
        )}
      </span>
      <Button type="text" size="small" onClick={() => onEdit(node)}>
        {m["web.edit"]()}
      </Button>
    </span>
  );
}

/** An area in the tree, and what lies in it. */
export function Branch(props: BranchProps) {
  const { node, depth, siblings } = props;
  return (
    <li>
      <div className="lf-area" style={{ paddingLeft: 16 + depth * 24 }}>
        <AddressLink to={`/settings/areas/${node.areaId}`} className="lf-area-name">
          {nameOf(node)}
        </AddressLink>
        <span className="lf-muted">{areaKindLabels[node.kind]()}</span>
        {node.isNumbered ? (
          <StateTag tone="amber">{m["organization.area.numbered"]()}</StateTag>
        ) : null}
        <Actions {...props} />
      </div>
      {node.children.length > 0 ? (
        <ul>
          {node.children.map((child) => (
            <Branch
              key={child.areaId}
              {...props}
              node={child}
              depth={depth + 1}
              siblings={siblings && node.children}
            />
          ))}
        </ul>
      ) : null}
    </li>
  );
}
