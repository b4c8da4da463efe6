import { TextBox } from "../kernel/field/parts/fields.tsx";
import { nextAtEnter, useFocusAt } from "../kernel/field/parts/next-box.ts";

interface CelsiusBoxProps {
  label: string;
  value: string;
  onText: (text: string) => void;
  error: string | undefined;
  /** Takes the focus each time it is another, but the first. */
  turn?: number;
  /** Something else is typed after it. */
  hasNext?: boolean;
}

/** A temperature on the phone: large, with the number pad. */
export function CelsiusBox({ turn = 0, hasNext = false, ...props }: CelsiusBoxProps) {
  const box = useFocusAt(turn);
  return (
    <div className="lf-f-box-big" ref={box}>
      <TextBox
        {...props}
        unit="℃"
        inputMode="decimal"
        placeholder="36.5"
        autoComplete="off"
        {...(hasNext ? { enterKeyHint: "next", onKeyDown: nextAtEnter } : { enterKeyHint: "done" })}
      />
    </div>
  );
}
