/** Arrivals as phones sent them, for whoever decides about them. */
import { contract } from "@lianfang/core/contract.ts";
import { maskIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import type { Journey } from "@lianfang/core/screening/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useAreas } from "../kernel/kit/areas.ts";
import { DivisionName } from "../kernel/kit/division-picker.tsx";
import { type Fact, Facts } from "../kernel/kit/facts.tsx";
import { inputOf } from "../kernel/kit/form-state.ts";
import { DayText } from "../kernel/kit/moment.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { nameOf } from "../kernel/locale.ts";
import type { SentRecord, StandingProps } from "../kernel/modules.ts";
import { sexes } from "../registry/words.ts";
import { doors, transports } from "./words.ts";

const schema = inputOf(contract.screening.recordArrival);

function AreaName({ areaId }: { areaId: string }) {
  const area = useAreas().find((one) => one.areaId === areaId);
  return <>{area ? nameOf(area) : areaId}</>;
}

function ResidentName({ residentId }: { residentId: string }) {
  const { data } = useQuery(api.registry.resident.queryOptions({ input: { residentId } }));
  return (
    <AddressLink to={`/people/residents/${residentId}`}>
      {data?.name ?? m["screening.person.resident"]()}
    </AddressLink>
  );
}

const day = (of: string | undefined) => (of ? <DayText key={of} day={of} /> : undefined);

type Sent = NonNullable<ReturnType<typeof schema.safeParse>["data"]>;

function personFacts({ person }: Sent): readonly Fact[] {
  if (person.is === "resident") {
    const { residentId } = person;
    return [[m["screening.person"](), <ResidentName key="who" residentId={residentId} />]];
  }
  const { name, sex, identityNumber, phone, areaId, group, address } = person;
  return [
    [m["registry.name"](), name],
    [m["registry.sex"](), sexes[sex]()],
    [
      m["registry.identityNumber"](),
      identityNumber ? maskIdentityNumber(identityNumber) : undefined,
    ],
    [m["registry.birthday"](), day(person.birthday)],
    [m["registry.phone"](), phone],
    [m["screening.stays"](), <AreaName key="area" areaId={areaId} />],
    [m["registry.address"](), [group, address].filter(Boolean).join(" ") || undefined],
  ];
}

function journeyFacts(journey: Journey): readonly Fact[] {
  const { originCode, originDetail, transitCodes, transport, transportNumber } = journey;
  return [
    [
      m["screening.origin"](),
      <Fragment key="from">
        <DivisionName code={originCode} /> {originDetail}
      </Fragment>,
    ],
    [
      m["screening.transit"](),
      transitCodes.length > 0
        ? transitCodes.map((code, at) => (
            <Fragment key={code}>
              {at > 0 ? " → " : null}
              <DivisionName code={code} />
            </Fragment>
          ))
        : undefined,
    ],
    [m["screening.leftOn"](), day(journey.leftOriginOn)],
    [m["screening.arrivedOn"](), day(journey.arrivedOn)],
    [
      m["screening.transport"](),
      [transports[transport](), transportNumber].filter(Boolean).join(" "),
    ],
    [m["screening.contact"](), journey.isCloseContact ? m["screening.contact.yes"]() : undefined],
    [m["screening.door"](), doors[journey.door]()],
    [m["screening.note"](), journey.note],
  ];
}

function StandingArrival({ recordId: arrivalId }: StandingProps) {
  const { data, error, refetch } = useQuery(
    api.screening.arrival.queryOptions({ input: { arrivalId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const journey = { ...data, transitCodes: data.transit.map(({ code }) => code) };
  return (
    <>
      <Facts columns={1} facts={[[m["registry.name"](), data.name], ...journeyFacts(journey)]} />
      <AddressLink to={`/people/arrivals/${arrivalId}`}>{m["screening.person.open"]()}</AddressLink>
    </>
  );
}

export const screeningSent: Readonly<Record<string, SentRecord>> = {
  "screening.recordArrival": {
    label: () => m["screening.arrival.new"](),
    facts: (input) => {
      const { data } = schema.safeParse(input);
      return data && [...personFacts(data), ...journeyFacts(data)];
    },
    Standing: StandingArrival,
  },
};
