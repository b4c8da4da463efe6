import { m } from "@lianfang/messages/messages.js";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import type { Control } from "../kernel/kit/field.tsx";
import { useSettled } from "../kernel/kit/settled.ts";
import { useAreaName } from "./place.tsx";

/** Several people on the register, found by name or last digits; who was picked stays picked. */
export function PeoplePicker({ value = [], onChange, ...control }: Control<string[]>) {
  const [typed, setTyped] = useState("");
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const areaName = useAreaName();
  const search = useSettled(typed.trim(), 200);
  const found = useQuery(
    api.registry.residents.queryOptions({
      input: { limit: 20, search },
      enabled: search.length > 0,
      placeholderData: keepPreviousData,
    }),
  );
  const rows = search ? (found.data?.rows ?? []) : [];
  const known = [...names].map(([residentId, name]) => ({ value: residentId, label: name }));
  const options = rows.map((row) => ({
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
  }));
  return (
    <Select
      {...control}
      mode="multiple"
      value={value}
      options={search ? options : known.map((one) => ({ ...one, detail: "" }))}
      labelRender={({ value: id, label }) => label ?? names.get(String(id)) ?? ""}
      showSearch={{ filterOption: false, onSearch: setTyped, autoClearSearchValue: true }}
      loading={found.isFetching}
      placeholder={m["registry.person.find"]()}
      notFoundContent={search ? m["registry.person.notFound"]() : m["registry.person.find"]()}
      optionRender={({ data }) => (
        <span className="lf-option">
          <span>{data.label}</span>
          <span className="lf-muted">{data.detail}</span>
        </span>
      )}
      onChange={(next: string[], picked) => {
        const given = Array.isArray(picked) ? picked : [picked];
        const told = given.flatMap((one) => (one?.label ? [[one.value, one.label] as const] : []));
        setNames((before) => new Map([...before, ...told]));
        onChange(next.length > 0 ? next : undefined);
      }}
    />
  );
}
