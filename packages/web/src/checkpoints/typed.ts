import { type KeyboardEvent, useState } from "react";

/** A text that is one step of a drawing once it is typed, not a step for each letter. */
export function useTyped(initial: string, onDone: (text: string) => void) {
  const [value, setValue] = useState(initial);
  const done = () => {
    if (value.trim() !== initial) onDone(value.trim());
  };
  return {
    value,
    onChange: setValue,
    onDone: done,
    onKey: (event: KeyboardEvent) => {
      if (event.key === "Enter") done();
    },
  };
}
