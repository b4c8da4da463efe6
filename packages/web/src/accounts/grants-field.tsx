import { type Grant, type Role, roles, scopesOfRole } from "@lianfang/core/kernel/access.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { api } from "../kernel/client.ts";
import { AreaPicker } from "../kernel/kit/area-picker.tsx";
import { nameOf } from "../kernel/locale.ts";
import { roleLabel, scopeKindLabels } from "../kernel/roles.ts";
import "./grants.css";

/** A grant being put together: a role may still lack its scope. */
export interface GrantDraft {
  key: string;
  role?: Role | undefined;
  scopeKind?: Grant["scopeKind"] | undefined;
  scopeId?: string | undefined;
}

let nextKey = 1;

export function blankGrant(): GrantDraft {
  return { key: `grant-${nextKey++}` };
}

export function draftOf(grant: Grant): GrantDraft {
  const scopeId = grant.scopeKind === "town" ? undefined : grant.scopeId;
  return { ...blankGrant(), role: grant.role, scopeKind: grant.scopeKind, scopeId };
}

/** The grants once all are whole; `undefined` while one lacks something. */
export function grantsFrom(drafts: readonly GrantDraft[]): Grant[] | undefined {
  const whole = drafts.flatMap(({ role, scopeKind, scopeId }): Grant[] => {
    if (!role || !scopeKind) return [];
    if (scopeKind === "town") return [{ role, scopeKind }];
    return scopeId ? [{ role, scopeKind, scopeId }] : [];
  });
  return whole.length === drafts.length ? whole : undefined;
}

/** Scopes for which there is something to choose from yet. */
function offered(role: Role): readonly Grant["scopeKind"][] {
  return scopesOfRole[role].filter((kind) => kind !== "store");
}

function isRole(value: unknown): value is Role {
  return typeof value === "string" && (roles as readonly string[]).includes(value);
}

interface RowProps {
  grant: GrantDraft;
  number: number;
  onChange: (change: Partial<GrantDraft>) => void;
  onRemove: (() => void) | undefined;
}

function UnitPicker({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (id: string) => void;
}) {
  const answer = useQuery(api.organization.units.queryOptions({ input: {}, staleTime: 60_000 }));
  const options = (answer.data?.units ?? []).map((unit) => ({
    value: unit.unitId,
    label: nameOf(unit),
  }));
  return (
    <Select
      value={value ?? null}
      options={options}
      showSearch={{ optionFilterProp: "label" }}
      aria-label={scopeKindLabels.unit()}
      placeholder={scopeKindLabels.unit()}
      onChange={(next: string | null) => next && onChange(next)}
    />
  );
}

function CheckpointPicker({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (id: string) => void;
}) {
  const answer = useQuery(
    api.checkpoints.checkpoints.queryOptions({ input: { limit: 200 }, staleTime: 60_000 }),
  );
  const options = (answer.data?.rows ?? []).map(({ checkpointId, name }) => ({
    value: checkpointId,
    label: name,
  }));
  return (
    <Select
      value={value ?? null}
      options={options}
      showSearch={{ optionFilterProp: "label" }}
      aria-label={scopeKindLabels.checkpoint()}
      placeholder={scopeKindLabels.checkpoint()}
      onChange={(next: string | null) => next && onChange(next)}
    />
  );
}

function Row({ grant, number, onChange, onRemove }: RowProps) {
  const kinds = grant.role ? offered(grant.role) : [];
  const pickRole = (role: unknown) => {
    if (!isRole(role)) return;
    const [only] = offered(role);
    onChange({ role, scopeKind: only, scopeId: undefined });
  };
  return (
    <li>
      <Select
        aria-label={`${m["accounts.role"]()} ${number}`}
        placeholder={m["accounts.role"]()}
        value={grant.role ?? null}
        options={roles
          .filter((role) => offered(role).length > 0)
          .map((role) => ({ value: role, label: roleLabel(role) }))}
        onChange={pickRole}
      />
      {kinds.length > 1 ? (
        <Select
          aria-label={`${m["accounts.scope"]()} ${number}`}
          value={grant.scopeKind ?? null}
          options={kinds.map((kind) => ({ value: kind, label: scopeKindLabels[kind]() }))}
          onChange={(scopeKind: Grant["scopeKind"]) => onChange({ scopeKind, scopeId: undefined })}
        />
      ) : null}
      {kinds.length === 1 && grant.scopeKind === "town" ? (
        <span className="lf-grants-scope">{scopeKindLabels.town()}</span>
      ) : null}
      {grant.scopeKind === "area" ? (
        <AreaPicker
          aria-label={`${scopeKindLabels.area()} ${number}`}
          value={grant.scopeId}
          onChange={(scopeId) => onChange({ scopeId })}
        />
      ) : null}
      {grant.scopeKind === "checkpoint" ? (
        <CheckpointPicker value={grant.scopeId} onChange={(scopeId) => onChange({ scopeId })} />
      ) : null}
      {grant.scopeKind === "unit" ? (
        <UnitPicker value={grant.scopeId} onChange={(scopeId) => onChange({ scopeId })} />
      ) : null}
      {onRemove ? (
        <Button type="text" onClick={onRemove}>
          {m["accounts.grant.remove"]()}
        </Button>
      ) : null}
    </li>
  );
}

interface GrantsEditorProps {
  id: string;
  value: readonly GrantDraft[];
  onChange: (grants: readonly GrantDraft[]) => void;
}

/** Roles, each on its part of the town. */
export function GrantsEditor({ id, value, onChange }: GrantsEditorProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: labelled by the field around it
    <div id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
      <ul className="lf-grants">
        {value.map((grant, index) => (
          <Row
            key={grant.key}
            grant={grant}
            number={index + 1}
            onChange={(change) =>
              onChange(value.map((one) => (one === grant ? { ...one, ...change } : one)))
            }
            onRemove={
              value.length > 1 ? () => onChange(value.filter((one) => one !== grant)) : undefined
            }
          />
        ))}
      </ul>
      <Button onClick={() => onChange([...value, blankGrant()])} disabled={value.length >= 10}>
        {m["accounts.grant.add"]()}
      </Button>
    </div>
  );
}
