/** A hand-held scanner is a very fast keyboard: it types the card's text and presses Enter. */

const cardStart = "LF1:";
/** Nobody types so fast; cheap scanners leave up to 50 ms between two characters. */
const betweenMs = 80;

/** Calls with the text of a card. @returns a function that stops listening */
export function listenForScanner(take: (text: string) => void): () => void {
  let typed = "";
  let lastMs = 0;
  const hear = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isNext = event.timeStamp - lastMs < betweenMs;
    if (event.key === "Enter") {
      const text = typed;
      typed = "";
      if (!isNext || !text.startsWith(cardStart)) return;
      event.preventDefault();
      take(text);
      return;
    }
    if (event.key.length !== 1) return;
    lastMs = event.timeStamp;
    typed = isNext ? typed + event.key : event.key;
    // Whatever field has the focus is spared all but the first characters.
    if (typed.startsWith(cardStart) && typed.length > cardStart.length) event.preventDefault();
  };
  document.addEventListener("keydown", hear, { capture: true });
  return () => document.removeEventListener("keydown", hear, { capture: true });
}
