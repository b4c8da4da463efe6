import { m } from "@lianfang/messages/messages.js";
import { TreeSelect } from "antd";
import { useMemo } from "react";
import type { z } from "zod";
import { nameOf, useLocale } from "../locale.ts";
import { type AreaNode, treeOf } from "./area-tree.ts";
import { useAreas } from "./areas.ts";
import { Field, type FieldProps, type NameIn } from "./field.tsx";

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

function useOptions(withoutTown: boolean | undefined): Option[] {
  const areas = useAreas();
  const locale = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names follow the language
  return useMemo(() => {
    const tops = treeOf(areas);
    const shown = withoutTown
      ? tops.flatMap((top) => (top.kind === "town" ? top.children : [top]))
      : tops;
    return shown.map(optionOf);
  }, [areas, withoutTown, locale]);
}

/** An area out of the town's tree, found by opening or by typing. */
export function AreaPicker(props: AreaPickerProps) {
  const { value, onChange, withoutTown, isDisabled, ...control } = props;
  const options = useOptions(withoutTown);
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

/** Several areas in a form. */
export function AreasField<S extends z.ZodObject, N extends NameIn<S>>(props: FieldProps<S, N>) {
  const options = useOptions(false);
  return (
    <Field {...props}>
      {({ value, onChange, ...control }) => (
        <TreeSelect
          {...control}
          multiple
          value={Array.isArray(value) ? value : []}
          treeData={options}
          showSearch={{ treeNodeFilterProp: "title" }}
          allowClear
          treeDefaultExpandedKeys={options.map((option) => option.value)}
          placeholder={m["web.area.placeholder"]()}
          onChange={(next: unknown) => onChange(next as z.input<S>[N])}
        />
      )}
    </Field>
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
