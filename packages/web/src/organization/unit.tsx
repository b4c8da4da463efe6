import type { Unit } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useAreas } from "../kernel/kit/areas.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { EditUnit, NewUnit } from "./unit-dialog.tsx";
import { unitKindLabels } from "./unit-kinds.ts";
import { UnitMembers } from "./unit-members.tsx";
import "./units.css";

/** One unit: where it works, its teams, who is in it. */
export function UnitPage() {
  const { unitId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(api.organization.units.queryOptions({ input: {} }));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={6} />;
  const unit = data.units.find((one) => one.unitId === unitId);
  if (unit) return <Shown unit={unit} units={data.units} />;
  return <Empty title={m["organization.unit.gone"]()} text={m["organization.unit.gone.text"]()} />;
}

interface ShownProps {
  unit: Unit;
  units: readonly Unit[];
}

function Shown({ unit, units }: ShownProps) {
  const { kind, parentId, members, membersNeeded } = unit;
  const parent = units.find(({ unitId }) => unitId === parentId);
  const areas = useAreas().filter(({ areaId }) => unit.areaIds.includes(areaId));
  return (
    <DetailPage
      title={nameOf(unit)}
      state={
        membersNeeded !== undefined && members < membersNeeded ? (
          <StateTag tone="amber">
            {m["organization.unit.short"]({ count: membersNeeded - members })}
          </StateTag>
        ) : null
      }
      back={{ to: "/settings/units", label: m["organization.units"]() }}
      actions={<Actions unit={unit} />}
      facts={[
        [m["organization.unit.kind"](), unitKindLabels[kind]()],
        [
          m["organization.unit.parent"](),
          parent ? (
            <AddressLink key="p" to={`/settings/units/${parent.unitId}`}>
              {nameOf(parent)}
            </AddressLink>
          ) : undefined,
        ],
        [
          m["organization.unit.areas"](),
          areas.length > 0 ? (
            <span key="a" className="lf-area-units">
              {areas.map((area) => (
                <AddressLink key={area.areaId} to={`/settings/areas/${area.areaId}`}>
                  {nameOf(area)}
                </AddressLink>
              ))}
            </span>
          ) : undefined,
        ],
        [
          m["organization.unit.members"](),
          membersNeeded === undefined ? members : `${members} / ${membersNeeded}`,
        ],
        [m["organization.unit.nameEn"](), unit.nameEn],
      ]}
    >
      <UnitMembers key={unit.unitId} unit={unit} units={units} />
      <Teams unit={unit} units={units} />
    </DetailPage>
  );
}

function Teams({ unit, units }: ShownProps) {
  const [isAdding, setAdding] = useState(false);
  const mayAdd = useMay(api.organization.addUnit);
  const teams = units.filter(({ parentId }) => parentId === unit.unitId);
  return (
    <Card
      title={`${m["organization.unit.teams"]()} ${teams.length}`}
      actions={
        mayAdd ? (
          <Button size="small" onClick={() => setAdding(true)}>
            {m["organization.unit.addTeam"]()}
          </Button>
        ) : undefined
      }
    >
      {teams.length === 0 ? (
        <p className="lf-muted">{m["organization.unit.teams.none"]()}</p>
      ) : (
        <ul className="lf-area-below">
          {teams.map((team) => (
            <li key={team.unitId}>
              <AddressLink to={`/settings/units/${team.unitId}`}>{nameOf(team)}</AddressLink>{" "}
              <span className="lf-muted">
                {m["organization.unit.peopleCount"]({ count: team.members })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {isAdding ? <NewUnit parentId={unit.unitId} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function Actions({ unit }: { unit: Unit }) {
  const [isEditing, setEditing] = useState(false);
  const mayEdit = useMay(api.organization.editUnit);
  const remove = useCommand(api.organization.removeUnit, unit.unitId);
  const navigate = useNavigate();
  if (!mayEdit) return null;
  const confirm = async () => {
    const done = await remove.send({ unitId: unit.unitId });
    if (done) {
      tell(m["organization.unit.removed"]({ name: nameOf(unit) }));
      await navigate({ to: "/settings/units" });
    }
    return done;
  };
  return (
    <>
      <Button onClick={() => setEditing(true)}>{m["web.edit"]()}</Button>
      <ConfirmButton
        command={remove}
        question={m["organization.unit.remove.question"]({ name: nameOf(unit) })}
        consequence={<p>{m["organization.unit.remove.text"]()}</p>}
        onConfirm={confirm}
      >
        {m["organization.unit.remove"]()}
      </ConfirmButton>
      {isEditing ? <EditUnit unit={unit} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
