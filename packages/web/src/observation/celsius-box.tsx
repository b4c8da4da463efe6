import { TextBox } from "../kernel/field/parts/fields.tsx";

interface CelsiusBoxProps {
  label: string;
  value: string;
  onText: (text: string) => void;
  error: string | undefined;
}

/** A temperature on the phone: large, with the number pad. */
export function CelsiusBox(props: CelsiusBoxProps) {
  return (
    <div className="lf-f-box-big">
      <TextBox
        {...props}
        unit="℃"
        inputMode="decimal"
        placeholder="36.5"
        autoComplete="off"
        enterKeyHint="done"
      />
    </div>
  );
}
