import { m } from "@lianfang/messages/messages.js";
import "./loading.css";

/** Grey lines where text will be; keeps the layout while it loads. */
export function Lines({ count = 3 }: { count?: number }) {
  const lines = Array.from({ length: count }, (_, line) => `line ${line}`);
  return (
    <div className="lf-lines" role="status">
      <span className="lf-sr-only">{m["web.loading"]()}</span>
      {lines.map((line) => (
        <span key={line} className="lf-bone" />
      ))}
    </div>
  );
}

/** A card of grey lines. */
export function CardLines({ count = 4 }: { count?: number }) {
  return (
    <div className="lf-card">
      <Lines count={count} />
    </div>
  );
}
