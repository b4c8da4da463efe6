import type { Wishes } from "@lianfang/core/checkpoints/consolidation.ts";
import { entrancesOf } from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api, client } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, ProblemNote, Trouble } from "../kernel/kit/problem-note.tsx";
import { useMay } from "../kernel/me.ts";
import { shown } from "../kernel/problem.ts";
import { Apply, Choose } from "./plan-apply.tsx";
import { PlanEntrances } from "./plan-entrances.tsx";
import { PlanMap } from "./plan-map.tsx";
import { Verdict } from "./plan-verdict.tsx";
import { WishFields } from "./plan-wishes.tsx";
import { exportRoads } from "./road-export.ts";
import type { Pins, ShownPlan } from "./shown-plan.ts";
import "../kernel/kit/form.css";
import "./checkpoints.css";

export function PlanPage() {
  const { planId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.checkpoints.plan.queryOptions({ input: { planId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return <Shown key={planId} plan={data} />;
}

function Shown({ plan }: { plan: ShownPlan }) {
  const dates = useDates();
  const [wishes, setWishes] = useState<Wishes>(
    () => plan.wishes ?? { maxDetourMinutes: 5, pinned: {} },
  );
  const asked = JSON.stringify(wishes);
  const proposing = useMutation({
    mutationFn: async () => ({
      asked,
      proposal: await client.checkpoints.propose({ planId: plan.planId, wishes }),
    }),
  });
  const proposal = proposing.data?.asked === asked ? proposing.data.proposal : undefined;
  const outcome = proposal?.is === "solved" ? proposal : proposal ? undefined : plan.chosen;
  const isApplied = plan.appliedAt !== undefined;
  const pin = (id: string, to: Pins[string] | undefined) =>
    setWishes((before) => {
      const { [id]: _, ...others } = before.pinned;
      return { ...before, pinned: to ? { ...others, [id]: to } : others };
    });
  return (
    <div className="lf-page">
      <PageHead
        title={plan.title}
        back={{ to: "/checkpoints/plans", label: m["checkpoints.plans"]() }}
        intro={m["checkpoints.plan.sizeText"]({
          entrances: plan.entrances,
          villages: plan.villages,
        })}
        actions={<RoadActions plan={plan} />}
      />
      <div className="lf-detail-main">
        {plan.isDraft ? (
          <Note tone="attention">{m["checkpoints.plan.draftText"]()}</Note>
        ) : isApplied ? (
          <Note tone="good">
            {m["checkpoints.plan.appliedText"]({
              day: plan.closesOn ? dates.day(plan.closesOn) : "",
              by: plan.confirmedBy ?? "",
            })}
          </Note>
        ) : (
          <Card title={m["checkpoints.plan.wishes"]()}>
            <WishFields wishes={wishes} onChange={setWishes} />
            <div className="lf-foot">
              <Button
                type="primary"
                loading={proposing.isPending}
                onClick={() => proposing.mutate()}
              >
                {m["checkpoints.plan.propose"]()}
              </Button>
              {proposing.error ? <ProblemNote problem={shown(proposing.error)} /> : null}
            </div>
            <div aria-live="polite">
              {proposal ? <Verdict proposal={proposal} guards={wishes.guards} /> : null}
            </div>
            {proposal?.is === "solved" ? (
              <Choose
                plan={plan}
                wishes={wishes}
                states={proposal.states}
                onChosen={() => proposing.reset()}
              />
            ) : null}
            {!proposal && plan.chosen ? <Apply plan={plan} chosen={plan.chosen} /> : null}
          </Card>
        )}
        <PlanMap graph={plan.graph} states={outcome?.states} />
        {plan.isDraft && plan.entrances === 0 ? null : (
          <PlanEntrances
            entrances={entrancesOf(plan.graph)}
            outcome={outcome}
            pins={wishes.pinned}
            onPin={isApplied || plan.isDraft ? undefined : pin}
          />
        )}
      </div>
    </div>
  );
}

function RoadActions({ plan }: { plan: ShownPlan }) {
  const mayDraw = useMay(api.checkpoints.drawPlan);
  return (
    <>
      {plan.graph.nodes.length > 0 ? (
        <Button onClick={() => exportRoads(plan.title, plan.graph)}>
          {m["checkpoints.draw.export"]()}
        </Button>
      ) : null}
      {mayDraw && !plan.appliedAt ? (
        <AddressLink
          className={plan.isDraft ? "lf-button-primary" : "lf-button"}
          to={`/checkpoints/plans/${plan.planId}/roads`}
        >
          {plan.graph.nodes.length > 0
            ? m["checkpoints.draw.change"]()
            : m["checkpoints.draw.begin"]()}
        </AddressLink>
      ) : null}
    </>
  );
}
