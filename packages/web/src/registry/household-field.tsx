import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useSettled } from "../kernel/kit/settled.ts";
import { useAreaName } from "./place.tsx";

interface HouseholdPickerProps {
  id: string;
  value: string | undefined;
  onChange: (householdId: string | undefined) => void;
  onBlur: () => void;
  status: "" | "error";
}

/** A household found by number, head or address as one types. */
export function HouseholdPicker({ value, onChange, ...control }: HouseholdPickerProps) {
  const [text, setText] = useState("");
  const areaName = useAreaName();
  const search = useSettled(text, 200);
  const found = useQuery(
    api.registry.households.queryOptions({ input: { search: search || undefined, limit: 20 } }),
  );
  const chosen = useQuery(
    api.registry.household.queryOptions({
      input: { householdId: value ?? "" },
      enabled: value !== undefined,
    }),
  );
  const rows = found.data?.rows ?? [];
  const known = chosen.data && !rows.some(({ householdId }) => householdId === value);
  const options = [...(known && chosen.data ? [chosen.data] : []), ...rows].map((row) => ({
    value: row.householdId,
    label: `${row.headName ?? ""} ${row.number} · ${areaName(row)} ${row.group ?? ""}`.trim(),
  }));
  return (
    <Select
      {...control}
      value={value}
      options={options}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      loading={found.isFetching}
      placeholder={m["registry.household.find"]()}
      notFoundContent={m["registry.household.notFound"]()}
      onChange={(next: string | undefined) => onChange(next)}
    />
  );
}
