/** From box to box without a tap: what is asked next has the focus, and the keyboard stays. */
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

/**
 * The first box in what the reference is put on takes the focus each time the turn is another.
 * @param turn 0 at first, when nobody has asked for anything yet
 */
export function useFocusAt(turn: number): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (turn > 0) place.current?.querySelector("input")?.focus();
  }, [turn]);
  return place;
}

/** Enter goes to the next box of the form. */
export function nextAtEnter({ key, currentTarget }: KeyboardEvent<HTMLInputElement>): void {
  if (key !== "Enter") return;
  const boxes = currentTarget
    .closest(".lf-f-form")
    ?.querySelectorAll<HTMLElement>(".lf-f-box input");
  const all = [...(boxes ?? [])];
  all[all.indexOf(currentTarget) + 1]?.focus();
}
