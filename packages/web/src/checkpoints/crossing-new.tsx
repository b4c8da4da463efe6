import { type Decision, isOpen, type Outcome } from "@lianfang/core/checkpoints/decision.ts";
import type { Lookups } from "@lianfang/core/checkpoints/facts.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useMinute } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { useSettled } from "../kernel/kit/settled.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { useTown } from "../kernel/me.ts";
import { AskCounty } from "./county.tsx";
import { CrossingFields } from "./crossing-fields.tsx";
import { type CrossingForm, crossingForm, decisionOn, personFrom } from "./crossing-form.ts";
import { nextSteps, outcomes, say } from "./words.ts";
import "./checkpoints.css";

/** The five steps at a desk: what is typed is decided at once, and the decision read aloud. */
export function NewCrossingPage() {
  const versions = useQuery(api.policy.versions.queryOptions({ input: {} }));
  const posts = useQuery(
    api.checkpoints.checkpoints.queryOptions({ input: { limit: 200, state: "open" } }),
  );
  const { checkpoint } = useFilters();
  if (versions.error) {
    return <Trouble error={versions.error} onRetry={() => void versions.refetch()} />;
  }
  const { versions: all = [], inForceId } = versions.data ?? {};
  const rules = all.find(({ versionId }) => versionId === inForceId)?.rules;
  const offered = (posts.data?.rows ?? []).map(({ checkpointId, name }) => ({
    value: checkpointId,
    label: name,
  }));
  const [only] = offered;
  return (
    <div className="lf-page">
      <PageHead
        title={m["checkpoints.crossing.new"]()}
        back={{ to: "/checkpoints/crossings", label: m["checkpoints.crossings"]() }}
      />
      {rules && posts.data ? (
        <Steps
          rules={rules}
          posts={offered}
          first={checkpoint ?? (offered.length === 1 ? only?.value : undefined)}
        />
      ) : (
        <CardLines count={10} />
      )}
    </div>
  );
}

interface StepsProps {
  rules: PolicyRules;
  posts: { value: string; label: string }[];
  first: string | undefined;
}

/** What the town knows of whoever shows this number or card. */
function useTraveller({ checkpointId, identityNumber, passText }: Partial<CrossingForm>) {
  const asked = useSettled(JSON.stringify({ checkpointId, identityNumber, passText }), 300);
  const input: { checkpointId?: string; identityNumber?: string; passText?: string } =
    JSON.parse(asked);
  const isWhole = (input.identityNumber ?? "").length >= 15 || Boolean(input.passText);
  const { data } = useQuery(
    api.checkpoints.traveller.queryOptions({
      input: { ...input, checkpointId: input.checkpointId ?? "" },
      enabled: Boolean(input.checkpointId) && isWhole,
      retry: false,
    }),
  );
  return { ...input, known: isWhole ? data : undefined };
}

function lookedUp(known: ReturnType<typeof useTraveller>["known"]): Lookups {
  if (!known) return {};
  const { isResident, isUnderOrder, pass, householdLastOutAt, test, healthCode } = known;
  return { isOnRegister: isResident, isUnderOrder, pass, householdLastOutAt, test, healthCode };
}

function Steps({ rules, posts, first }: StepsProps) {
  const record = useCommand(api.checkpoints.recordCrossing);
  const now = useMinute();
  const { timeZone } = useTown();
  const [isOverriding, setOverriding] = useState(false);
  const initial = { checkpointId: first, direction: "in" as const, hasMask: true };
  const send = async (values: CrossingForm) => {
    const decision = decisionOn(values, looked, rules, { now, timeZone });
    const { overrideReason: reason, allowedBy, plate, others } = values;
    const override = isOverriding && reason && allowedBy ? { reason, allowedBy } : undefined;
    const outcome: Outcome = override ? opposite(decision.outcome) : decision.outcome;
    return record.send({
      checkpointId: values.checkpointId,
      direction: values.direction,
      crossedAt: now,
      people: [{ ...personFrom(values, now), outcome, override }],
      ...(plate && { vehicle: { kind: "vehicle" as const, plate }, others: others ?? 0 }),
    });
  };
  const form = useForm({
    name: "crossing-new",
    schema: crossingForm,
    initial,
    command: record,
    send,
    onDone: ({ lines }) => {
      const [line] = lines;
      tell(m["checkpoints.crossing.added"]({ outcome: line ? outcomes[line.ruled]() : "" }));
      setOverriding(false);
      const { checkpointId, direction } = form.values;
      form.reset({ ...initial, checkpointId, direction });
    },
    problemAt: {
      "checkpoints.identityNumberWrong": "identityNumber",
      "checkpoints.plateWrong": "plate",
    },
  });
  const traveller = useTraveller(form.values);
  const { known, identityNumber } = traveller;
  const looked = lookedUp(known);
  const asksForResults = rules.checkpoint.healthCode || rules.checkpoint.testWithinHours;
  const decision = decisionOn(form.values, looked, rules, { now, timeZone });
  return (
    <div className="lf-detail lf-detail-split lf-crossing-page">
      <div className="lf-detail-main lf-crossing-form">
        <Card>
          <Form
            form={form}
            send={m["checkpoints.crossing.send"]({
              outcome: outcomes[isOverriding ? opposite(decision.outcome) : decision.outcome](),
            })}
          >
            <CrossingFields
              form={form}
              posts={posts}
              demands={rules.checkpoint}
              isOverriding={isOverriding}
            />
          </Form>
        </Card>
      </div>
      <aside className="lf-detail-side" aria-live="polite">
        <DecisionCard decision={decision} />
        {asksForResults && known && traveller.checkpointId && identityNumber ? (
          <AskCounty
            key={identityNumber}
            checkpointId={traveller.checkpointId}
            identityNumber={identityNumber}
            asked={known.asked}
          />
        ) : null}
        {decision.outcome === "refer" ? null : (
          <Button onClick={() => setOverriding(!isOverriding)}>
            {isOverriding ? m["checkpoints.override.not"]() : m["checkpoints.override"]()}
          </Button>
        )}
      </aside>
    </div>
  );
}

/** What an override makes of it: let pass, or held after all. */
function opposite(outcome: Outcome): Outcome {
  return outcome === "admit" ? "refuse" : "admit";
}

function DecisionCard({ decision }: { decision: Decision }) {
  const { outcome, reasons, next } = decision;
  return (
    <section className={`lf-decision lf-decision-${isOpen(decision) ? "open" : outcome}`}>
      <h2>{isOpen(decision) ? m["checkpoints.outcome.first"]() : outcomes[outcome]()}</h2>
      {reasons.length > 0 ? (
        <ul>
          {reasons.map((reason) => (
            <li key={reason.code}>{say(reason)}</li>
          ))}
        </ul>
      ) : null}
      <p>{nextSteps[next]()}</p>
      {next === "enter-arrival" ? (
        <AddressLink to="/people/arrivals/new">{m["checkpoints.enterArrival"]()}</AddressLink>
      ) : null}
    </section>
  );
}
