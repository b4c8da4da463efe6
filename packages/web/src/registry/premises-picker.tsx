import { m } from "@lianfang/messages/messages.js";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import type { Control } from "../kernel/kit/field.tsx";
import { useSettled } from "../kernel/kit/settled.ts";
import { useAreaName } from "./place.tsx";
import { premisesKinds } from "./premises-words.ts";

/** Premises found by name, pinyin or address as one types. */
export function PremisesPicker({ value, onChange, ...control }: Control<string>) {
  const [typed, setTyped] = useState("");
  const areaName = useAreaName();
  const search = useSettled(typed.trim(), 200);
  const found = useQuery(
    api.registry.premisesList.queryOptions({
      input: { limit: 20, search: search || undefined },
      placeholderData: keepPreviousData,
    }),
  );
  const options = (found.data?.rows ?? []).map((row) => ({
    value: row.premisesId,
    label: row.name,
    detail: `${premisesKinds[row.kind]()} ${areaName(row)}`,
  }));
  return (
    <Select
      {...control}
      value={value ?? null}
      options={options}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={found.isFetching}
      placeholder={m["premises.find"]()}
      notFoundContent={m["premises.notFound"]()}
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
