import { m } from "@lianfang/messages/messages.js";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Cascader } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../client.ts";
import { nameOf } from "../locale.ts";
import { Field, type FieldProps, type NameIn } from "./field.tsx";
import { useSettled } from "./settled.ts";

interface Division {
  code: string;
  name: string;
  nameEn?: string | undefined;
  path: string[];
  hasChildren: boolean;
}

interface Option {
  value: string;
  label: string;
  /** From the province down, in Chinese; and the English name, where there is one. */
  picked: PickedDivision;
  isLeaf: boolean;
  children?: Option[];
}

function optionOf(division: Division): Option {
  return {
    value: division.code,
    label: nameOf(division),
    picked: { name: division.path.join(""), nameEn: division.nameEn },
    isLeaf: !division.hasChildren,
  };
}

/** Province, city and county of a code: 510603 lies in 510600, which lies in 510000. */
export function codesDownTo(code: string): string[] {
  const province = `${code.slice(0, 2)}0000`;
  const city = `${code.slice(0, 4)}00`;
  return [...new Set([province, city, code])];
}

function withChildren(options: Option[], under: readonly string[], children: Option[]): Option[] {
  const [code, ...deeper] = under;
  return options.map((option) => {
    if (option.value !== code) return option;
    if (deeper.length === 0) return { ...option, children, isLeaf: children.length === 0 };
    return { ...option, children: withChildren(option.children ?? [], deeper, children) };
  });
}

function useDivisionTree() {
  const queries = useQueryClient();
  const [loaded, setLoaded] = useState<Option[]>([]);
  const ask = (parentCode?: string) =>
    queries.fetchQuery(
      api.policy.divisions.queryOptions({
        input: parentCode ? { parentCode } : {},
        staleTime: Number.POSITIVE_INFINITY,
      }),
    );
  const begin = async () => {
    if (loaded.length > 0) return;
    setLoaded((await ask()).divisions.map(optionOf));
  };
  const open = async (under: readonly string[]) => {
    const { divisions } = await ask(under.at(-1));
    setLoaded((before) => withChildren(before, under, divisions.map(optionOf)));
  };
  return { loaded, begin, open };
}

/** The full name of what was picked, from the province down. */
export interface PickedDivision {
  name: string;
  nameEn?: string | undefined;
}

interface DivisionPickerProps {
  id?: string;
  /** Six digits; a province or city ends in zeros. */
  value: string | undefined;
  onChange: (code: string | undefined, picked?: PickedDivision) => void;
  onBlur?: () => void;
  status?: "" | "error";
  /** The name to show for a value that came with the record. */
  knownName?: string | undefined;
  isDisabled?: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

/** A place by its code, in words. */
export function DivisionName({ code }: { code: string }) {
  return <>{useNameOfCode(code, undefined).name ?? code}</>;
}

function useNameOfCode(code: string | undefined, knownName: string | undefined) {
  const [picked, setPicked] = useState<{ code: string; name: string }>();
  const answer = useQuery({
    ...api.policy.divisions.queryOptions({ input: { search: code ?? "" } }),
    enabled: code !== undefined && !knownName && picked?.code !== code,
  });
  const found = answer.data?.divisions.find((division) => division.code === code);
  const name = picked && picked.code === code ? picked.name : (knownName ?? found?.path.join(" "));
  return { name, setPicked };
}

/** Where somebody came from: province, city, county by opening, or any of them by typing. */
export function DivisionPicker(props: DivisionPickerProps) {
  const { value, onChange, knownName, isDisabled, ...control } = props;
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim(), 200);
  const tree = useDivisionTree();
  const { name, setPicked } = useNameOfCode(value, knownName);
  const found = useQuery({
    ...api.policy.divisions.queryOptions({ input: { search } }),
    enabled: search !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  const matches = (found.data?.divisions ?? []).map((division) => ({
    ...optionOf(division),
    label: division.path.join(" "),
    isLeaf: true,
  }));
  return (
    <Cascader
      {...control}
      options={search ? matches : tree.loaded}
      value={value ? [value] : []}
      displayRender={() => name ?? value ?? ""}
      changeOnSelect
      allowClear
      disabled={isDisabled ?? false}
      placeholder={m["web.division.placeholder"]()}
      showSearch={{
        filter: () => true,
        onSearch: setTyped,
        limit: false,
        render: (_typed, path) => path.at(-1)?.label,
      }}
      notFoundContent={found.isFetching ? m["web.loading"]() : m["web.division.none"]()}
      onOpenChange={(isOpen) => void (isOpen && tree.begin())}
      loadData={(path) => void tree.open(path.map((option) => String(option.value)))}
      onChange={(codes, path) => {
        const code = codes?.at(-1);
        if (code) setPicked({ code: String(code), name: (path ?? []).map(labelOf).join(" ") });
        setTyped("");
        onChange(code ? String(code) : undefined, path?.at(-1)?.picked);
      }}
    />
  );
}

function labelOf(option: { label?: unknown }): string {
  return String(option.label ?? "");
}

/** A division in a form. */
export function DivisionField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { knownName?: string | undefined },
) {
  return (
    <Field {...props}>
      {({ value, onChange, ...control }) => (
        <DivisionPicker
          {...control}
          value={typeof value === "string" ? value : undefined}
          onChange={(code) => onChange(code as z.input<S>[N] | undefined)}
          knownName={props.knownName}
          isDisabled={props.isDisabled ?? false}
        />
      )}
    </Field>
  );
}
