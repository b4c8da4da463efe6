import type { ReactNode } from "react";
import "./board.css";

/** A table that may be wider than the screen: it scrolls by itself, by keys too. */
export function ScrollTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="lf-board-table" aria-label={label} tabIndex={0}>
      <table>{children}</table>
    </section>
  );
}
