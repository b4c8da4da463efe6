import { m } from "@lianfang/messages/messages.js";
import { useEffect } from "react";
import { pinLength } from "./pin-rules.ts";

interface PinPadProps {
  /** What the digits are for. */
  label: string;
  pin: string;
  onChange: (pin: string) => void;
  isBusy?: boolean;
  isDisabled?: boolean;
}

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Six digits by big keys, or by a keyboard. */
export function PinPad({ label, pin, onChange, isBusy, isDisabled }: PinPadProps) {
  const isStill = isBusy || isDisabled;
  const add = (digit: string) => {
    if (!isStill && pin.length < pinLength) onChange(pin + digit);
  };
  const remove = () => onChange(pin.slice(0, -1));
  useEffect(() => {
    const type = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) add(event.key);
      if (event.key === "Backspace") remove();
    };
    document.addEventListener("keydown", type);
    return () => document.removeEventListener("keydown", type);
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't lay out its children as a grid everywhere
    <div role="group" aria-label={label}>
      <p className="lf-f-pin" aria-live="polite">
        <span className="lf-f-sr-only">
          {m["field.pin.typed"]({ count: pin.length, length: pinLength })}
        </span>
        {Array.from({ length: pinLength }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places, not things
          <span key={at} aria-hidden className={at < pin.length ? "lf-f-dot-full" : "lf-f-dot"} />
        ))}
      </p>
      <div className="lf-f-pad" aria-busy={isBusy}>
        {digits.map((digit) => (
          <button key={digit} type="button" disabled={isStill} onClick={() => add(digit)}>
            {digit}
          </button>
        ))}
        <span />
        <button type="button" disabled={isStill} onClick={() => add("0")}>
          0
        </button>
        <button
          type="button"
          disabled={isStill}
          aria-label={m["field.pin.delete"]()}
          onClick={remove}
        >
          ⌫
        </button>
      </div>
    </div>
  );
}
