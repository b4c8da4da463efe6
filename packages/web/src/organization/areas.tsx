import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { lazy, Suspense, useState } from "react";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { type AreaNode, treeOf } from "../kernel/kit/area-tree.ts";
import { DownloadButton } from "../kernel/kit/download.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { useFilters, useSetFilters } from "../kernel/kit/filters.ts";
import { Lines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { useMay } from "../kernel/me.ts";
import { Branch } from "./area-branch.tsx";
import { AddArea, EditArea } from "./area-dialogs.tsx";
import "./areas.css";

// The map is heavy and not everybody opens it.
const AreasMap = lazy(async () => ({ default: (await import("./areas-map.tsx")).AreasMap }));

function matching(nodes: readonly AreaNode[], text: string): AreaNode[] {
  return nodes.flatMap((node) => {
    const children = matching(node.children, text);
    const isHit = `${node.name} ${node.nameEn}`.toLowerCase().includes(text.toLowerCase());
    if (isHit) return [node];
    return children.length > 0 ? [{ ...node, children }] : [];
  });
}

function Actions({ town, onAdd }: { town: AreaNode | undefined; onAdd: (to: AreaNode) => void }) {
  const mayEdit = useMay(api.organization.addArea);
  return (
    <>
      <DownloadButton
        fetch={() => api.organization.areaFile.call({})}
        fallbackName={`${m["organization.areaFile.sheet"]()}.xlsx`}
      >
        {m["organization.areas.download"]()}
      </DownloadButton>
      {mayEdit ? (
        <AddressLink to="/settings/areas/import" className="lf-button">
          {m["organization.areas.import"]()}
        </AddressLink>
      ) : null}
      {mayEdit && town ? (
        <Button type="primary" onClick={() => onAdd(town)}>
          {m["organization.area.add"]()}
        </Button>
      ) : null}
    </>
  );
}

/** As a tree, or on the map. */
function Views({ view }: { view: string | undefined }) {
  const set = useSetFilters();
  const views = [
    ["", m["organization.areas.asTree"]()],
    ["map", m["organization.areas.asMap"]()],
  ] as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset
    <div
      className="lf-chips lf-areas-views"
      role="group"
      aria-label={m["organization.areas.view"]()}
    >
      {views.map(([value, label]) => (
        <button
          key={value}
          type="button"
          className="lf-chip"
          aria-pressed={(view ?? "") === value}
          onClick={() => set({ view: value })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

interface TreeProps {
  tops: readonly AreaNode[];
  onEdit: (area: AreaNode) => void;
  onAdd: (area: AreaNode) => void;
}

function Tree({ tops, onEdit, onAdd }: TreeProps) {
  const [typed, setTyped] = useState("");
  const sought = typed.trim();
  const shown = sought ? matching(tops, sought) : tops;
  return (
    <>
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
      <section className="lf-list-rows lf-areas" aria-label={m["organization.areas"]()}>
        {shown.length === 0 ? (
          <Empty title={m["web.list.nothingFound"]()} />
        ) : (
          <ul>
            {shown.map((node) => (
              <Branch
                key={node.areaId}
                node={node}
                depth={0}
                siblings={sought ? undefined : shown}
                onEdit={onEdit}
                onAdd={onAdd}
              />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

/** The town's villages, communities and grids: as a tree to be changed, or on the map. */
export function AreasPage() {
  const answer = useQuery(api.organization.areas.queryOptions({ input: {} }));
  const { view } = useFilters();
  const [edited, setEdited] = useState<AreaNode>();
  const [parent, setParent] = useState<AreaNode>();
  const areas = answer.data?.areas ?? [];
  const tops = treeOf(areas);
  const numbered = areas.filter(({ isNumbered }) => isNumbered).length;
  const villages = areas.filter(({ kind }) => kind === "village" || kind === "community").length;
  return (
    <div className="lf-page">
      <PageHead
        title={m["organization.areas"]()}
        aside={<b>{villages}</b>}
        actions={<Actions town={tops.find(({ kind }) => kind === "town")} onAdd={setParent} />}
      />
      {numbered > 0 ? (
        <Note tone="attention">
          {m["organization.areas.numbered"]({ count: numbered })}{" "}
          <AddressLink to="/settings/areas/import">
            {m["organization.areas.numbered.import"]()}
          </AddressLink>
        </Note>
      ) : null}
      <Views view={view} />
      {answer.error ? (
        <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.isPending ? (
        <Lines count={10} />
      ) : view === "map" ? (
        <Suspense fallback={<Lines count={10} />}>
          <AreasMap areas={areas} />
        </Suspense>
      ) : (
        <Tree tops={tops} onEdit={setEdited} onAdd={setParent} />
      )}
      {edited ? <EditArea area={edited} onClose={() => setEdited(undefined)} /> : null}
      {parent ? <AddArea parent={parent} onClose={() => setParent(undefined)} /> : null}
    </div>
  );
}
