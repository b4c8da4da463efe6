import { InputNumber } from "antd";

interface DegreesProps {
  label: string;
  value: number | undefined;
  most: number;
  placeholder?: string;
  onChange: (next: number) => void;
}

/** A longitude or a latitude, typed. */
export function Degrees({ label, value, most, placeholder, onChange }: DegreesProps) {
  return (
    <InputNumber
      size="small"
      aria-label={label}
      value={value ?? null}
      min={-most}
      max={most}
      step={0.0001}
      changeOnBlur
      {...(placeholder ? { placeholder } : {})}
      controls={false}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
