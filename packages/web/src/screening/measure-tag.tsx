import type { Assessment } from "@lianfang/core/policy/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { measureLabels, measureTones } from "../policy/words.ts";
import { atStart } from "../registry/words.ts";

/** What policy says: the measure and its days, those that follow included. */
export function MeasureTag({ assessment }: { assessment: Assessment }) {
  const { measure, days, followOn } = assessment;
  const term = followOn ? `${days}+${followOn.days}` : String(days);
  return (
    <StateTag tone={measureTones[measure]}>
      {atStart(measureLabels[measure]())}
      {measure === "none" ? "" : ` ${m["screening.days"]({ days: term })}`}
    </StateTag>
  );
}
