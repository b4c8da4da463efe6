import type { Unit } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Checkbox, Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useSelection } from "../kernel/kit/list-bulk.tsx";
import { More } from "../kernel/kit/list-more.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { ProblemNote, Trouble } from "../kernel/kit/problem-note.tsx";
import { StaffPicker } from "../kernel/kit/staff-picker.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import type { StaffRow } from "./staff-rows.ts";
import { staffKindLabels } from "./unit-kinds.ts";

interface MembersProps {
  unit: Unit;
  units: readonly Unit[];
}

/** Who is in a unit itself; taken in, moved elsewhere, let go. */
export function UnitMembers({ unit, units }: MembersProps) {
  const { unitId } = unit;
  const list = usePaged(api.organization.staff, { limit: 100, unitId, isActive: true });
  const mayMove = useMay(api.organization.moveStaff);
  const rows = list.rows.filter((row) => row.unitId === unitId);
  const selection = useSelection(rows.map(({ staffId }) => staffId));
  const picked = rows.filter(({ staffId }) => selection.has(staffId));
  return (
    <Card title={`${m["organization.unit.people.title"]()} ${unit.members}`}>
      {list.error ? <Trouble error={list.error} onRetry={list.retry} /> : null}
      {list.isPending ? <Lines count={4} /> : null}
      {!list.isPending && !list.error && rows.length === 0 ? (
        <p className="lf-muted">{m["organization.unit.people.none"]()}</p>
      ) : null}
      <ul className="lf-unit-members">
        {rows.map((row) => (
          <Member
            key={row.staffId}
            row={row}
            isPicked={selection.has(row.staffId)}
            onPick={mayMove ? () => selection.toggle(row.staffId) : undefined}
          />
        ))}
      </ul>
      <More list={list} />
      {mayMove ? (
        <Moving unit={unit} units={units} picked={picked} onDone={selection.clear} />
      ) : null}
    </Card>
  );
}

interface MemberProps {
  row: StaffRow;
  isPicked: boolean;
  onPick: (() => void) | undefined;
}

function Member({ row, isPicked, onPick }: MemberProps) {
  return (
    <li>
      {onPick ? (
        <Checkbox
          aria-label={m["organization.unit.pick"]({ name: row.name })}
          checked={isPicked}
          onChange={onPick}
        />
      ) : (
        <span />
      )}
      <AddressLink to={`/settings/staff/${row.staffId}`}>{row.name}</AddressLink>
      <span className="lf-muted">{staffKindLabels[row.kind]()}</span>
      {row.phone ? <a href={`tel:${row.phone}`}>{row.phone}</a> : <span />}
    </li>
  );
}

interface MovingProps extends MembersProps {
  picked: readonly StaffRow[];
  onDone: () => void;
}

/** With somebody ticked, where they go; otherwise who comes in. */
function Moving({ unit, units, picked, onDone }: MovingProps) {
  const move = useCommand(api.organization.moveStaff, unit.unitId);
  const [target, setTarget] = useState<string>();
  const [comer, setComer] = useState<string>();
  /** @param back where they were, when all were in one place */
  const send = async (staffIds: string[], unitId: string | null, back?: string) => {
    const done = await move.send({ staffIds, unitId });
    if (!done) return;
    const undo = back && (() => void move.send({ staffIds, unitId: back }));
    tell(m["organization.unit.moved"]({ count: done.moved }), undo || undefined);
    setTarget(undefined);
    setComer(undefined);
    onDone();
  };
  const ids = picked.map(({ staffId }) => staffId);
  const others = units.filter(({ unitId }) => unitId !== unit.unitId);
  return (
    <div className="lf-unit-bulk">
      {picked.length > 0 ? (
        <>
          <b>{m["organization.unit.picked"]({ count: picked.length })}</b>
          <Select
            aria-label={m["organization.unit.moveTo"]()}
            placeholder={m["organization.unit.moveTo"]()}
            value={target ?? null}
            options={others.map((one) => ({ value: one.unitId, label: nameOf(one) }))}
            showSearch={{ optionFilterProp: "label" }}
            onChange={(next: string | null) => setTarget(next ?? undefined)}
          />
          <Button
            type="primary"
            loading={move.isBusy}
            disabled={!target}
            onClick={() => target && void send(ids, target, unit.unitId)}
          >
            {m["organization.unit.move"]()}
          </Button>
          <Button disabled={move.isBusy} onClick={() => void send(ids, null, unit.unitId)}>
            {m["organization.unit.letGo"]()}
          </Button>
        </>
      ) : (
        <>
          <StaffPicker
            aria-label={m["organization.unit.takeIn"]()}
            value={comer}
            onChange={setComer}
          />
          <Button
            loading={move.isBusy}
            disabled={!comer}
            onClick={() => comer && void send([comer], unit.unitId)}
          >
            {m["organization.unit.takeIn"]()}
          </Button>
        </>
      )}
      {move.problem ? <ProblemNote problem={move.problem} /> : null}
    </div>
  );
}
