import type { ResidentRow } from "@lianfang/core/registry/people.ts";
import { m } from "@lianfang/messages/messages.js";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useSettled } from "../kernel/kit/settled.ts";
import { useAreaName } from "./place.tsx";

interface ResidentPickerProps {
  id: string;
  value: string | undefined;
  onChange: (residentId: string | undefined) => void;
  onBlur: () => void;
  status: "" | "error";
  /** Offered while nothing is typed. */
  offered?: readonly ResidentRow[] | undefined;
  /** Said when the register has nobody of that name. */
  notFound?: string | undefined;
  isDisabled?: boolean;
}

/** Somebody on the register, found by name or last digits. */
export function ResidentPicker(props: ResidentPickerProps) {
  const { value, onChange, offered = [], notFound, isDisabled = false, ...control } = props;
  const [typed, setTyped] = useState("");
  const areaName = useAreaName();
  const search = useSettled(typed.trim(), 200);
  const found = useQuery(
    api.registry.residents.queryOptions({
      input: { limit: 20, search },
      enabled: search.length > 0,
      placeholderData: keepPreviousData,
    }),
  );
  const chosen = useQuery(
    api.registry.resident.queryOptions({
      input: { residentId: value ?? "" },
      enabled: value !== undefined,
    }),
  );
  const rows = search ? (found.data?.rows ?? []) : offered;
  const all =
    chosen.data && !rows.some((row) => row.residentId === value) ? [chosen.data, ...rows] : rows;
  return (
    <Select
      {...control}
      value={value ?? null}
      options={all.map((row) => ({
        value: row.residentId,
        label: row.name,
        detail: [
          row.age === undefined ? "" : m["registry.years"]({ age: row.age }),
          areaName(row),
          row.group,
          row.phoneMasked,
        ]
          .filter(Boolean)
          .join(" "),
      }))}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={found.isFetching}
      disabled={isDisabled}
      placeholder={m["registry.person.find"]()}
      notFoundContent={
        search ? (notFound ?? m["registry.person.notFound"]()) : m["registry.person.find"]()
      }
      optionRender={({ data }) => (
        <span className="lf-option">
          <span>{data.label}</span>
          <span className="lf-muted">{data.detail}</span>
        </span>
      )}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  );
}
