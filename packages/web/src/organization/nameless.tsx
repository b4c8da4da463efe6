import { TargetKind } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useAreaNames } from "../kernel/kit/areas.ts";
import { useFilters, useSetFilters } from "../kernel/kit/filters.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Filter } from "../kernel/kit/list-types.ts";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { AssignDialog, type Assignment } from "./assign-dialog.tsx";
import { targetKindLabels, targetPages } from "./chain-of-targets.ts";
import "./responsibility.css";

type Answer = Awaited<ReturnType<typeof api.organization.nameless.call>>;
type Row = Answer["rows"][number];

/** What the addresses ask for; areas first, as on the board. */
function kindIn(text: string | undefined): TargetKind {
  return TargetKind.safeParse(text).data ?? "area";
}

/** Targets that should bear somebody's name and bear none, kind by kind. */
export function NamelessPage() {
  const kind = kindIn(useFilters().kind);
  const areas = useAreaNames();
  const chain = useQuery(api.organization.chain.queryOptions({ input: {} }));
  const mayAssign = useMay(api.organization.assign);
  const [assignment, setAssignment] = useState<{ given: Assignment; onDone: () => void }>();
  const levels = chain.data?.levels ?? [];
  const [firstLevel] = levels;
  const nameIn = (row: Row) => (kind === "area" ? (areas.get(row.areaId) ?? row.name) : row.name);
  return (
    <>
      <ListPage
        title={m["organization.nameless"]()}
        intro={m["organization.nameless.intro"]()}
        query={api.organization.nameless}
        input={({ kind: asked, area, covered }) => ({
          limit: 100,
          targetKind: kindIn(asked),
          areaId: area,
          isCovered: covered === "yes" ? true : covered === "no" ? false : undefined,
        })}
        filters={(first) => filtersFor(first, kind)}
        above={(first) => <Kinds answer={first} kind={kind} />}
        columns={[
          {
            key: "name",
            title: targetKindLabels[kind](),
            cell: nameIn,
            card: "title",
          },
          {
            key: "area",
            title: m["organization.staff.area"](),
            cell: (row) => areas.get(row.areaId),
          },
          {
            key: "state",
            title: m["organization.nameless.state"](),
            card: "tag",
            cell: ({ isCovered }) =>
              isCovered ? (
                <StateTag>{m["organization.nameless.covered"]()}</StateTag>
              ) : (
                <StateTag tone="amber">{m["organization.nameless.uncovered"]()}</StateTag>
              ),
          },
        ]}
        rowKey={({ targetId }) => targetId}
        to={({ targetId }) => targetPages[kind](targetId)}
        bulk={
          mayAssign && firstLevel
            ? (picked, count, clear) => (
                <Button
                  type="primary"
                  disabled={!("keys" in picked) || picked.keys.length > mostAtOnce}
                  onClick={() => {
                    const ids = "keys" in picked ? picked.keys : [];
                    const targets = ids.map((targetId) => ({ targetId, name: "", answerers: [] }));
                    const given = { targetKind: kind, targets, level: firstLevel };
                    setAssignment({ given, onDone: clear });
                  }}
                >
                  {count > mostAtOnce
                    ? m["organization.nameless.tooMany"]({ most: mostAtOnce })
                    : m["organization.responsibility.assignMany"]()}
                </Button>
              )
            : undefined
        }
        empty={{
          title: m["organization.nameless.none"](),
          text: m["organization.nameless.none.text"](),
        }}
      />
      {assignment ? (
        <AssignDialog
          assignment={assignment.given}
          levels={levels}
          onDone={assignment.onDone}
          onClose={() => setAssignment(undefined)}
        />
      ) : null}
    </>
  );
}

/** Which kind is looked at, with how many of each bear no name. */
function Kinds({ answer, kind }: { answer: Answer | undefined; kind: TargetKind }) {
  const set = useSetFilters();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset
    <div className="lf-chips lf-kinds" role="group" aria-label={m["organization.load.kinds"]()}>
      {(answer?.counts ?? []).map(({ targetKind, covered, uncovered }) => (
        <button
          key={targetKind}
          type="button"
          className="lf-chip"
          aria-pressed={targetKind === kind}
          onClick={() => set({ kind: targetKind })}
        >
          {targetKindLabels[targetKind]()}
          <b>{digits(covered + uncovered)}</b>
        </button>
      ))}
    </div>
  );
}

/** As many as one assignment takes; more go by area. */
const mostAtOnce = 500;

function filtersFor(first: Answer | undefined, kind: TargetKind): Filter[] {
  const counts = new Map((first?.counts ?? []).map((count) => [count.targetKind, count]));
  const { uncovered, covered } = counts.get(kind) ?? {};
  return [
    {
      kind: "chips",
      name: "covered",
      label: m["organization.nameless.state"](),
      options: [
        { value: "no", label: m["organization.nameless.uncovered"](), count: uncovered },
        { value: "yes", label: m["organization.nameless.covered"](), count: covered },
      ],
    },
    { kind: "area", name: "area", label: m["organization.staff.area"]() },
  ];
}
