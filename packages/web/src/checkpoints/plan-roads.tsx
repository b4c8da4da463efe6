import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { useIsPhone } from "../kernel/kit/screen-size.ts";
import { useMay } from "../kernel/me.ts";
import { PlanMap } from "./plan-map.tsx";
import { RoadEditor } from "./road-editor.tsx";
import "./checkpoints.css";

/** The roads of a plan, drawn on the map. On a phone they are only looked at. */
export function PlanRoadsPage() {
  const { planId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.checkpoints.plan.queryOptions({ input: { planId } }),
  );
  const isPhone = useIsPhone();
  const mayDraw = useMay(api.checkpoints.drawPlan);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  const onlyToLookAt = isPhone
    ? m["checkpoints.draw.phone"]()
    : data.appliedAt
      ? m["checkpoints.draw.applied"]()
      : mayDraw
        ? undefined
        : m["checkpoints.draw.mayNot"]();
  return (
    <div className="lf-page">
      <PageHead
        title={m["checkpoints.draw"]()}
        back={{ to: `/checkpoints/plans/${planId}`, label: data.title }}
      />
      {onlyToLookAt ? (
        <div className="lf-detail-main">
          <Note>{onlyToLookAt}</Note>
          <PlanMap graph={data.graph} states={undefined} />
        </div>
      ) : (
        <RoadEditor key={planId} plan={data} />
      )}
    </div>
  );
}
