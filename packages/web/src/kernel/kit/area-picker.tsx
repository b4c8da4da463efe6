import type { Area } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { TreeSelect } from "antd";
import { useMemo } from "react";
import type { z } from "zod";
import { api } from "../client.ts";
import { nameOf, useLocale } from "../locale.ts";
import { Field, type FieldProps, type NameIn } from "./field.tsx";

export interface AreaNode extends Area {
  children: AreaNode[];
}

/** The flat list, parents first, as a tree. An area whose parent can't be seen stands at the top. */
export function treeOf(areas: readonly Area[]): AreaNode[] {
  const nodes = new Map(
    areas.map((area) => [area.areaId, { ...area, children: [] as AreaNode[] }]),
  );
  const tops: AreaNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.parentId ? nodes.get(node.parentId) : undefined;
    (parent?.children ?? tops).push(node);
  }
  return tops;
}

/** The town's areas. */
export function useAreas(): readonly Area[] {
  const answer = useQuery(api.organization.areas.queryOptions({ input: {}, staleTime: 60_000 }));
  return answer.data?.areas ?? [];
}

interface Option {
  value: string;
  title: string;
  label: string;
  children: Option[];
}

function optionOf(node: AreaNode): Option {
  const name = nameOf(node);
  return { value: node.areaId, title: name, label: name, children: node.children.map(optionOf) };
}

interface AreaPickerProps {
  id?: string;
  value: string | undefined;
  onChange: (areaId: string | undefined) => void;
  onBlur?: () => void;
  status?: "" | "error";
  isDisabled?: boolean;
  /** Leaves the town itself out, where a village is asked. */
  withoutTown?: boolean;
  placeholder?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

/** An area out of the town's tree, found by opening or by typing. */
export function AreaPicker({
  value,
  onChange,
  withoutTown,
  isDisabled,
  ...control
}: AreaPickerProps) {
  const areas = useAreas();
  const locale = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names follow the language
  const options = useMemo(() => {
    const tops = treeOf(areas);
    const shown = withoutTown
      ? tops.flatMap((top) => (top.kind === "town" ? top.children : [top]))
      : tops;
    return shown.map(optionOf);
  }, [areas, withoutTown, locale]);
  return (
    <TreeSelect
      {...control}
      value={value ?? null}
      treeData={options}
      disabled={isDisabled ?? false}
      showSearch={{ treeNodeFilterProp: "title" }}
      allowClear
      treeDefaultExpandedKeys={options.map((option) => option.value)}
      placeholder={control.placeholder ?? m["web.area.placeholder"]()}
      popupMatchSelectWidth={false}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  );
}

/** An area in a form. */
export function AreaField<S extends z.ZodObject, N extends NameIn<S>>(
  props: FieldProps<S, N> & { withoutTown?: boolean },
) {
  return (
    <Field {...props}>
      {({ value, onChange, ...control }) => (
        <AreaPicker
          {...control}
          value={typeof value === "string" ? value : undefined}
          onChange={(areaId) => onChange(areaId as z.input<S>[N] | undefined)}
          withoutTown={props.withoutTown ?? false}
          isDisabled={props.isDisabled ?? false}
        />
      )}
    </Field>
  );
}
