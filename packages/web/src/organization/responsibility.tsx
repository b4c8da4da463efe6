import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useAreaNames } from "../kernel/kit/areas.ts";
import { Empty } from "../kernel/kit/empty.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { BulkBar, type Selection, useSelection } from "../kernel/kit/list-bulk.tsx";
import { ListFilters } from "../kernel/kit/list-filters.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { listed, nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { AssignDialog, type Assignment } from "./assign-dialog.tsx";
import { AssignGroup } from "./assign-group.tsx";
import { ChainDialog } from "./chain-dialog.tsx";
import type { Level, Target } from "./chain-of-targets.ts";
import "../kernel/kit/list.css";
import "./responsibility.css";

interface MatrixProps {
  targets: readonly Target[];
  levels: readonly Level[];
  selection: Selection | undefined;
  onOpen: ((assignment: Assignment) => void) | undefined;
}

function Cell({
  target,
  level,
  onOpen,
}: { target: Target; level: Level } & Pick<MatrixProps, "onOpen">) {
  const names = target.answerers.filter((one) => one.level === level.level);
  const text = listed(names.map(({ name }) => name));
  if (!onOpen) return <span>{text || "—"}</span>;
  const label = nameOf({ name: level.label, nameEn: level.labelEn });
  return (
    <button
      type="button"
      className={text ? "lf-matrix-name" : "lf-matrix-name lf-matrix-blank"}
      aria-label={`${target.name} ${label}: ${text || m["organization.responsibility.assign"]()}`}
      onClick={() =>
        onOpen({ targetKind: "area", targets: [target], level, areaId: target.targetId })
      }
    >
      {text || m["organization.responsibility.assign"]()}
    </button>
  );
}

function Matrix({ targets, levels, selection, onOpen }: MatrixProps) {
  const keys = targets.map(({ targetId }) => targetId);
  const picked = selection ? keys.filter((key) => selection.keys.has(key)).length : 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="lf-matrix" aria-label={m["organization.responsibility"]()} tabIndex={0}>
      <table className="lf-table">
        <thead>
          <tr>
            {selection ? (
              <th scope="col" className="lf-table-check">
                <Checkbox
                  aria-label={m["web.list.selectAll"]()}
                  checked={picked > 0 && picked === keys.length}
                  indeterminate={picked > 0 && picked < keys.length}
                  onChange={() => selection.toggleAll(keys)}
                />
              </th>
            ) : null}
            <th scope="col">{m["organization.areas"]()}</th>
            {levels.map((level) => (
              <th key={level.level} scope="col">
                {nameOf({ name: level.label, nameEn: level.labelEn })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => (
            <tr key={target.targetId}>
              {selection ? (
                <td className="lf-table-check">
                  <Checkbox
                    aria-label={m["web.list.select"]()}
                    checked={selection.keys.has(target.targetId)}
                    onChange={() => selection.toggle(target.targetId)}
                  />
                </td>
              ) : null}
              <th scope="row">
                {target.name}{" "}
                {target.answerers.length === 0 ? (
                  <StateTag tone="amber">{m["organization.responsibility.none"]()}</StateTag>
                ) : null}
              </th>
              {levels.map((level) => (
                <td key={level.level}>
                  <Cell target={target} level={level} onOpen={onOpen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function useTargets(): {
  targets: readonly Target[];
  answer: ReturnType<typeof useResponsibility>;
} {
  const { search = "", blank } = useFilters();
  const areas = useAreaNames();
  const answer = useResponsibility();
  const named = (answer.data?.targets ?? []).map((target) => ({
    ...target,
    name: areas.get(target.areaId) ?? target.name,
  }));
  const targets = named.filter(
    ({ name, answerers }) =>
      name.toLowerCase().includes(search.toLowerCase()) &&
      (blank !== "yes" || answerers.length === 0),
  );
  return { targets, answer };
}

function useResponsibility() {
  return useQuery(api.organization.responsibility.queryOptions({ input: { targetKind: "area" } }));
}

function Actions({ mayAssign, levels }: { mayAssign: boolean; levels: readonly Level[] }) {
  const [isOpen, setOpen] = useState(false);
  const mayChange = useMay(api.organization.addChainLevel);
  const [isChanging, setChanging] = useState(false);
  return (
    <>
      {mayChange ? (
        <Button disabled={levels.length === 0} onClick={() => setChanging(true)}>
          {m["organization.chain.edit"]()}
        </Button>
      ) : null}
      <AddressLink to="/settings/responsibility/nameless" className="lf-button">
        {m["organization.nameless"]()}
      </AddressLink>
      {mayAssign ? (
        <Button type="primary" disabled={levels.length === 0} onClick={() => setOpen(true)}>
          {m["organization.assignGroup.open"]()}
        </Button>
      ) : null}
      {isChanging ? <ChainDialog levels={levels} onClose={() => setChanging(false)} /> : null}
      {isOpen ? <AssignGroup levels={levels} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Who answers for each area, at each level of the chain. */
export function ResponsibilityPage() {
  const { targets, answer } = useTargets();
  const chain = useQuery(api.organization.chain.queryOptions({ input: {} }));
  const mayAssign = useMay(api.organization.assign);
  const selection = useSelection();
  const asked = useFilters();
  const [assignment, setAssignment] = useState<Assignment>();
  const levels = chain.data?.levels ?? [];
  const all = answer.data?.targets ?? [];
  const blanks = all.filter(({ answerers }) => answerers.length === 0).length;
  const picked = targets.filter(({ targetId }) => selection.keys.has(targetId));
  const [firstLevel] = levels;
  return (
    <div className="lf-page">
      <PageHead
        title={m["organization.responsibility"]()}
        intro={m["organization.responsibility.intro"]()}
        actions={<Actions mayAssign={mayAssign} levels={levels} />}
      />
      <ListFilters
        searchLabel={m["organization.areas.search"]()}
        filters={[
          {
            kind: "chips",
            name: "blank",
            label: m["organization.responsibility"](),
            options: [
              { value: "yes", label: m["organization.responsibility.none"](), count: blanks },
            ],
          },
        ]}
        asked={asked}
      />
      <div className="lf-list-rows">
        {answer.error ? (
          <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.isPending || chain.isPending ? (
          <Lines count={10} />
        ) : targets.length === 0 ? (
          <Empty title={m["web.list.nothingFound"]()} />
        ) : (
          <Matrix
            targets={targets}
            levels={levels}
            selection={mayAssign ? selection : undefined}
            onOpen={mayAssign ? setAssignment : undefined}
          />
        )}
      </div>
      <BulkBar count={picked.length} clear={selection.clear}>
        <Button
          type="primary"
          disabled={!firstLevel}
          onClick={() =>
            firstLevel && setAssignment({ targetKind: "area", targets: picked, level: firstLevel })
          }
        >
          {m["organization.responsibility.assignMany"]()}
        </Button>
      </BulkBar>
      {assignment ? (
        <AssignDialog
          assignment={assignment}
          levels={levels}
          onDone={selection.clear}
          onClose={() => setAssignment(undefined)}
        />
      ) : null}
    </div>
  );
}
