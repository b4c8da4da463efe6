/** Whether a finger or mouse button is down: what moves the page then takes the click from its button. */
let isDown = false;

if (typeof window !== "undefined") {
  const note = (down: boolean) => () => {
    isDown = down;
  };
  window.addEventListener("pointerdown", note(true), true);
  window.addEventListener("pointerup", note(false), true);
  window.addEventListener("pointercancel", note(false), true);
}

/** Runs at once, or after the click that is under way: leaving a field by pressing a button is both. */
export function afterPress(run: () => void): void {
  if (!isDown) {
    run();
    return;
  }
  const ended = new AbortController();
  const later = () => {
    ended.abort();
    // The click comes after this event.
    setTimeout(run);
  };
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, later, { signal: ended.signal });
  }
}
