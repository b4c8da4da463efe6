import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useAreaNames } from "../kernel/kit/areas.ts";
import { Empty } from "../kernel/kit/empty.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { listed, nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { NewUnit } from "./unit-dialog.tsx";
import { unitKindLabels } from "./unit-kinds.ts";
import { type UnitNode, unitLines, unitTree } from "./unit-tree.ts";
import "./units.css";

const mostAreas = 3;

/** Where a unit works, in few words. */
function useCovered(): (unit: { areaIds: readonly string[] }) => string {
  const areas = useAreaNames();
  return ({ areaIds }) => {
    const known = areaIds.map((id) => areas.get(id)).filter((name) => name !== undefined);
    if (known.length <= mostAreas) return listed(known);
    return m["organization.unit.areasMany"]({
      names: listed(known.slice(0, mostAreas)),
      count: known.length,
    });
  };
}

function Strength({ node }: { node: UnitNode }) {
  const { members, membersNeeded, strength, children } = node;
  const isShort = membersNeeded !== undefined && strength < membersNeeded;
  return (
    <span className="lf-unit-strength">
      {membersNeeded === undefined ? strength : `${strength} / ${membersNeeded}`}
      {children.length > 0 && members !== strength ? (
        <span className="lf-muted"> {m["organization.unit.ofThemHere"]({ count: members })}</span>
      ) : null}
      {isShort ? (
        <StateTag tone="amber">
          {m["organization.unit.short"]({ count: membersNeeded - strength })}
        </StateTag>
      ) : null}
    </span>
  );
}

function Tree({ tops }: { tops: readonly UnitNode[] }) {
  const [typed, setTyped] = useState("");
  const covered = useCovered();
  const lines = unitLines(tops, typed.trim());
  return (
    <>
      <div className="lf-list-filters lf-areas-search">
        <Input
          type="search"
          allowClear
          value={typed}
          aria-label={m["organization.units.search"]()}
          placeholder={m["organization.units.search"]()}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <section className="lf-list-rows" aria-label={m["organization.units"]()}>
        {lines.length === 0 ? <Empty title={m["web.list.nothingFound"]()} /> : null}
        <ul className="lf-units">
          {lines.map(({ node, depth }) => (
            <li key={node.unitId} style={{ paddingLeft: 16 + depth * 24 }}>
              <span className="lf-unit-name">
                <AddressLink to={`/settings/units/${node.unitId}`}>{nameOf(node)}</AddressLink>{" "}
                <span className="lf-muted">{unitKindLabels[node.kind]()}</span>
              </span>
              <span className="lf-unit-areas">{covered(node)}</span>
              <Strength node={node} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** The town's units with their teams: what they are, where they work, how strong they are. */
export function UnitsPage() {
  const answer = useQuery(api.organization.units.queryOptions({ input: {} }));
  const [isAdding, setAdding] = useState(false);
  const mayAdd = useMay(api.organization.addUnit);
  const units = answer.data?.units ?? [];
  return (
    <div className="lf-page">
      <PageHead
        title={m["organization.units"]()}
        aside={<b>{units.length}</b>}
        actions={
          mayAdd ? (
            <Button type="primary" onClick={() => setAdding(true)}>
              {m["organization.unit.add"]()}
            </Button>
          ) : undefined
        }
      />
      {answer.error ? (
        <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.isPending ? (
        <Lines count={8} />
      ) : units.length === 0 ? (
        <Empty title={m["organization.units.none"]()} text={m["organization.units.none.text"]()} />
      ) : (
        <Tree tops={unitTree(units)} />
      )}
      {isAdding ? <NewUnit onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
