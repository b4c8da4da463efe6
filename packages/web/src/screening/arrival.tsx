import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { DetailPage } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { useMay } from "../kernel/me.ts";
import { useHomeText } from "../registry/place.tsx";
import { CorrectArrival, VoidArrival } from "./arrival-corrections.tsx";
import { OrderTag } from "./arrivals.tsx";
import { AssessmentCard } from "./assessment-card.tsx";
import type { ShownArrival } from "./shown-arrival.ts";
import { doors, transports } from "./words.ts";

export function ArrivalPage() {
  const { arrivalId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.screening.arrival.queryOptions({ input: { arrivalId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown arrival={data} />;
}

function Shown({ arrival }: { arrival: ShownArrival }) {
  const dates = useDates();
  const homeText = useHomeText();
  const { name, originName, originDetail, transit, leftOriginOn, arrivedOn, voided } = arrival;
  return (
    <DetailPage
      title={name}
      state={voided ? undefined : <OrderTag row={arrival} />}
      intro={m["screening.arrival.intro"]({ day: dates.day(arrivedOn), origin: originName })}
      back={{ to: "/people/arrivals", label: m["screening.arrivals"]() }}
      actions={voided ? undefined : <Actions arrival={arrival} />}
      factsTitle={m["screening.part.journey"]()}
      facts={[
        [
          m["screening.person"](),
          <AddressLink key="p" to={`/people/residents/${arrival.residentId}`}>
            {name}
          </AddressLink>,
        ],
        [m["registry.phone"](), arrival.phoneMasked],
        [m["screening.origin"](), [originName, originDetail].filter(Boolean).join(" ")],
        [m["screening.transit"](), transit.map((place) => place.name).join(" → ")],
        [m["screening.leftOn"](), leftOriginOn ? dates.day(leftOriginOn) : undefined],
        [m["screening.arrivedOn"](), dates.day(arrivedOn)],
        [
          m["screening.transport"](),
          `${transports[arrival.transport]()} ${arrival.transportNumber ?? ""}`,
        ],
        [m["screening.stays"](), homeText(arrival)],
        [
          m["screening.contact"](),
          arrival.isCloseContact ? m["screening.contact.yes"]() : undefined,
        ],
        [m["screening.door"](), doors[arrival.door]()],
        [m["screening.note"](), arrival.note],
        [
          m["screening.recordedBy"](),
          `${arrival.recordedBy ?? ""} ${dates.instant(arrival.createdAt)}`,
        ],
      ]}
      side={<AssessmentCard assessment={arrival.assessment} />}
    >
      {voided ? (
        <Note tone="attention">
          {m["screening.voided"]({ reason: voided.reason, at: dates.instant(voided.at) })}
        </Note>
      ) : null}
    </DetailPage>
  );
}

function Actions({ arrival }: { arrival: ShownArrival }) {
  const mayDecide = useMay(api.observation.draft);
  const maySeeOrder = useMay(api.observation.order);
  const mayCorrect = useMay(api.screening.correctArrival);
  const { arrivalId, orderId, isAwaitingOrder } = arrival;
  return (
    <>
      {isAwaitingOrder && mayDecide ? (
        <AddressLink
          to={`/people/observation/new?arrival=${arrivalId}`}
          className="lf-button-primary"
        >
          {m["screening.order.decide"]()}
        </AddressLink>
      ) : null}
      {orderId && maySeeOrder ? (
        <AddressLink to={`/people/observation/${orderId}`} className="lf-button-primary">
          {m["screening.order.open"]()}
        </AddressLink>
      ) : null}
      {orderId === undefined && mayCorrect ? (
        <>
          <CorrectArrival arrival={arrival} />
          <VoidArrival arrivalId={arrivalId} />
        </>
      ) : null}
    </>
  );
}
