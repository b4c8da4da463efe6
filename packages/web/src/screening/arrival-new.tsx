import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { useCarriedState } from "../kernel/kit/carried.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { Form } from "../kernel/kit/form.tsx";
import { type FormHandle, useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { useSettled } from "../kernel/kit/settled.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { SamePersonAside, typedIn, useSomebodyElse } from "../registry/same-person-aside.tsx";
import { type arrivalForm, arrivalFormFor, asArrival, type Who } from "./arrival-form.ts";
import { AssessmentCard } from "./assessment-card.tsx";
import { JourneyFields } from "./journey-fields.tsx";
import { PersonFields } from "./person-fields.tsx";
import "./arrival.css";

/** A new arrival; while one types, policy says what would follow. */
export function NewArrivalPage() {
  const { resident } = useFilters();
  const today = useToday();
  const record = useCommand(api.screening.recordArrival);
  const navigate = useNavigate();
  const others = useSomebodyElse();
  const [who, setWho] = useCarriedState<Who>("arrival-new-who", "resident");
  const form = useForm({
    name: "arrival-new",
    schema: arrivalFormFor(who),
    initial: {
      residentId: resident,
      arrivedOn: today,
      transitCodes: [],
      transport: "other",
      door: "door-knock",
      isCloseContact: false,
    },
    command: record,
    send: (values) => record.send(asArrival(who, values)),
    onDone: ({ arrivalId, residentId }) => {
      tell(m["screening.arrival.added"]());
      others.remember(residentId);
      void navigate({ to: "/people/arrivals/$arrivalId", params: { arrivalId } });
    },
    problemAt: {
      "screening.originUnknown": "originCode",
      "screening.datesOutOfOrder": "arrivedOn",
      "registry.residentNotFound": "residentId",
      "registry.areaNotFound": "areaId",
      "registry.phoneWrong": "phone",
    },
  });
  const same =
    who === "new" ? (
      <SamePersonAside
        typed={typedIn(form.values)}
        others={others}
        onTake={({ residentId }) => {
          form.set("residentId", residentId);
          setWho("resident");
        }}
      />
    ) : null;
  return (
    <div className="lf-page">
      <PageHead
        title={m["screening.arrival.new"]()}
        back={{ to: "/people/arrivals", label: m["screening.arrivals"]() }}
      />
      <div className="lf-arrival-new">
        <Card>
          <Form form={form} send={m["screening.arrival.new"]()}>
            <PersonFields form={form} who={who} onWho={setWho}>
              {same}
            </PersonFields>
            <JourneyFields form={form}>
              <div className="lf-foretold-within" aria-live="polite">
                <Foretold form={form} />
              </div>
            </JourneyFields>
          </Form>
        </Card>
        <aside aria-live="polite">
          {same}
          <Foretold form={form} />
        </aside>
      </div>
    </div>
  );
}

/** What the policy in force says of what has been typed so far. */
function Foretold({ form }: { form: FormHandle<typeof arrivalForm> }) {
  const { originCode, arrivedOn, leftOriginOn, transitCodes, isCloseContact } = form.values;
  const asked = useSettled(
    JSON.stringify({ originCode, arrivedOn, leftOriginOn, transitCodes, isCloseContact }),
    300,
  );
  const journey: Pick<typeof form.values, "originCode" | "arrivedOn"> = JSON.parse(asked);
  const answer = useQuery(
    api.screening.assess.queryOptions({
      input: {
        ...journey,
        originCode: journey.originCode ?? "",
        arrivedOn: journey.arrivedOn ?? "",
      },
      enabled: Boolean(journey.originCode && journey.arrivedOn),
      retry: false,
    }),
  );
  if (answer.data) return <AssessmentCard assessment={answer.data} />;
  return (
    <Card title={m["screening.assessment"]()}>
      <p className="lf-muted">{m["screening.assessment.soon"]()}</p>
    </Card>
  );
}
