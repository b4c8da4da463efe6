import type { Chosen } from "@lianfang/core/checkpoints/road-drawing.ts";
import type { GraphFault } from "@lianfang/core/checkpoints/road-graph.ts";
import type { GraphRemark } from "@lianfang/core/checkpoints/road-remarks.ts";
import { m } from "@lianfang/messages/messages.js";
import { Note } from "../kernel/kit/problem-note.tsx";
import { graphFaultText, remarkText } from "./road-words.ts";

interface VerdictProps {
  lacking: readonly GraphFault[];
  remarks: readonly GraphRemark[];
  onShow: (at: Chosen) => void;
}

const mostShown = 8;

/** What the drawing still lacks, and what should be looked at; each leads to its place on the map. */
export function RoadVerdict({ lacking, remarks, onShow }: VerdictProps) {
  return (
    <div aria-live="polite">
      {lacking.length > 0 ? (
        <Note tone="attention">
          <strong>{m["checkpoints.draw.lacking"]()}</strong>
          <ul>
            {lacking.map((fault) => (
              <li key={fault.code}>{graphFaultText(fault)}</li>
            ))}
          </ul>
        </Note>
      ) : null}
      {remarks.length > 0 ? (
        <Note>
          <strong>{m["checkpoints.draw.remarks"]({ count: remarks.length })}</strong>
          <ul>
            {remarks.slice(0, mostShown).map((remark) => (
              <li key={`${remark.code} ${remark.at.id}`}>
                <button
                  type="button"
                  className="lf-plain-button lf-road-remark"
                  onClick={() => onShow(remark.at)}
                >
                  {remarkText(remark)}
                </button>
              </li>
            ))}
          </ul>
        </Note>
      ) : null}
    </div>
  );
}
