import type { Assessment } from "@lianfang/core/policy/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useDates } from "../kernel/clock.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { textOf } from "../kernel/locale.ts";
import { measureLabels } from "../policy/words.ts";
import { MeasureTag } from "./measure-tag.tsx";
import "./arrival.css";
import { atStart } from "../registry/words.ts";

/** What the policy in force says of a journey, and why. A person decides on it. */
export function AssessmentCard({ assessment }: { assessment: Assessment }) {
  const dates = useDates();
  const { startDay, endDay, followOn, reason, source, measure } = assessment;
  const term =
    startDay && endDay ? `${dates.day(startDay)} – ${dates.day(endDay)} 24:00` : undefined;
  return (
    <Card title={m["screening.assessment"]()}>
      <p className="lf-assessment">
        <MeasureTag assessment={assessment} />
      </p>
      <Facts
        columns={1}
        facts={[
          [m["screening.assessment.reason"](), textOf(reason)],
          [m["screening.assessment.term"](), term],
          [
            m["screening.assessment.followOn"](),
            followOn
              ? m["screening.assessment.followOn.until"]({
                  measure: atStart(measureLabels[followOn.measure]()),
                  day: dates.day(followOn.endDay),
                })
              : undefined,
          ],
          [m["screening.assessment.source"](), textOf(source)],
        ]}
      />
      {measure === "none" ? null : (
        <p className="lf-muted lf-assessment-person">{m["screening.assessment.person"]()}</p>
      )}
    </Card>
  );
}
