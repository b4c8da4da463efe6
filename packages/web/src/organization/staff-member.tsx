import type { Staff, TargetKind } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useAreaNames, useAreas } from "../kernel/kit/areas.ts";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { More } from "../kernel/kit/list-more.tsx";
import { CardLines, Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { levelName, targetKindLabels, targetPages } from "./chain-of-targets.ts";
import { HandOver } from "./hand-over.tsx";
import { StaffDialog } from "./staff-dialog.tsx";
import { type LoadLine, loadByKind, loadByVillage } from "./staff-load.ts";
import { useUnits } from "./staff-rows.ts";
import { staffKindLabels } from "./unit-kinds.ts";
import "./staff.css";

/** One member of staff: where they work, and everything they answer for. */
export function StaffMemberPage() {
  const { staffId = "" } = useParams({ strict: false });
  const person = useQuery(api.organization.staffMember.queryOptions({ input: { staffId } }));
  const load = useQuery(api.organization.staffLoad.queryOptions({ input: { staffId } }));
  const error = person.error ?? load.error;
  if (error) {
    const retry = () => void Promise.all([person.refetch(), load.refetch()]);
    return <Trouble error={error} onRetry={retry} />;
  }
  if (!person.data || !load.data) return <CardLines count={6} />;
  return <Shown key={staffId} person={person.data} load={load.data.load} />;
}

interface ShownProps {
  person: Staff;
  load: readonly LoadLine[];
}

function Shown({ person, load }: ShownProps) {
  const { name, kind, phone, unitId, areaId, isActive, accountId } = person;
  const area = useAreas().find((one) => one.areaId === areaId);
  const unit = useUnits().find((one) => one.unitId === unitId);
  return (
    <DetailPage
      title={name}
      state={
        isActive ? (
          <StateTag tone="green">{m["organization.staff.active"]()}</StateTag>
        ) : (
          <StateTag>{m["organization.staff.ended"]()}</StateTag>
        )
      }
      back={{ to: "/settings/staff", label: m["organization.staff"]() }}
      actions={<Actions person={person} load={load} />}
      facts={[
        [m["organization.staff.kind"](), staffKindLabels[kind]()],
        [
          m["organization.staff.phone"](),
          phone ? (
            <a key="p" href={`tel:${phone}`}>
              {phone}
            </a>
          ) : undefined,
        ],
        [
          m["organization.staff.area"](),
          area ? (
            <AddressLink key="a" to={`/settings/areas/${area.areaId}`}>
              {nameOf(area)}
            </AddressLink>
          ) : undefined,
        ],
        [
          m["organization.staff.unit"](),
          unit ? (
            <AddressLink key="u" to={`/settings/units/${unit.unitId}`}>
              {nameOf(unit)}
            </AddressLink>
          ) : undefined,
        ],
        [
          m["organization.staff.account"](),
          accountId ? m["organization.staff.hasAccount"]() : m["organization.staff.noAccount"](),
        ],
      ]}
      side={<ByVillage load={load} />}
    >
      <Targets staffId={person.staffId} load={load} />
    </DetailPage>
  );
}

function Actions({ person, load }: ShownProps) {
  const [open, setOpen] = useState<"edit" | "handOver">();
  const mayEdit = useMay(api.organization.editStaff);
  const mayHandOver = useMay(api.organization.handOver);
  const close = () => setOpen(undefined);
  return (
    <>
      {mayHandOver && load.length > 0 ? (
        <Button type="primary" onClick={() => setOpen("handOver")}>
          {m["organization.handOver.open"]()}
        </Button>
      ) : null}
      {mayEdit ? <Button onClick={() => setOpen("edit")}>{m["web.edit"]()}</Button> : null}
      {open === "edit" ? <StaffDialog staff={person} onClose={close} /> : null}
      {open === "handOver" ? <HandOver person={person} load={load} onClose={close} /> : null}
    </>
  );
}

function ByVillage({ load }: { load: readonly LoadLine[] }) {
  const villages = loadByVillage(load, useAreas());
  return (
    <Card title={m["organization.load.byArea"]()}>
      {villages.length === 0 ? (
        <p className="lf-muted">{m["organization.load.none"]()}</p>
      ) : (
        <ul className="lf-load">
          {villages.map(({ area, count }) => (
            <li key={area.areaId}>
              <AddressLink to={`/settings/areas/${area.areaId}`}>{nameOf(area)}</AddressLink>
              <b>{digits(count)}</b>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Targets({ staffId, load }: { staffId: string; load: readonly LoadLine[] }) {
  const kinds = loadByKind(load);
  const [chosen, setChosen] = useState<TargetKind>();
  const [first] = kinds;
  const kind = kinds.find(({ targetKind }) => targetKind === chosen) ?? first;
  return (
    <Card title={m["organization.load.title"]()}>
      {kind ? (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset */}
          <div className="lf-chips" role="group" aria-label={m["organization.load.kinds"]()}>
            {kinds.map(({ targetKind, count }) => (
              <button
                key={targetKind}
                type="button"
                className="lf-chip"
                aria-pressed={targetKind === kind.targetKind}
                onClick={() => setChosen(targetKind)}
              >
                {targetKindLabels[targetKind]()}
                <b>{digits(count)}</b>
              </button>
            ))}
          </div>
          <TargetList key={kind.targetKind} staffId={staffId} targetKind={kind.targetKind} />
        </>
      ) : (
        <p className="lf-muted">{m["organization.load.none"]()}</p>
      )}
    </Card>
  );
}

function TargetList({ staffId, targetKind }: { staffId: string; targetKind: TargetKind }) {
  const list = usePaged(api.organization.staffTargets, { staffId, targetKind, limit: 50 });
  const chain = useQuery(api.organization.chain.queryOptions({ input: {} }));
  const areas = useAreaNames();
  const levels = new Map((chain.data?.levels ?? []).map((one) => [one.level, levelName(one)]));
  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <Lines count={5} />;
  return (
    <>
      <ul className="lf-load">
        {list.rows.map((row) => (
          <li key={row.responsibilityId}>
            <AddressLink to={targetPages[targetKind](row.targetId)}>
              {targetKind === "area" ? (areas.get(row.areaId) ?? row.name) : row.name}
            </AddressLink>
            <span className="lf-muted">
              {[targetKind === "area" ? undefined : areas.get(row.areaId), levels.get(row.level)]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}
