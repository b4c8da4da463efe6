import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { DetailPage } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Masked } from "../kernel/kit/masked.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { listed } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { AnswersCard } from "../organization/answers-card.tsx";
import { History } from "./history.tsx";
import { AreaName, useHomeText } from "./place.tsx";
import type { Premises } from "./premises-form.tsx";
import { PremisesPeople } from "./premises-people.tsx";
import { RemovePremises, RestorePremises } from "./premises-removal.tsx";
import { PremisesStateTag, StateButtons, useStateText } from "./premises-state.tsx";
import { capacityLabel, inChargeLabel, premisesKinds, premisesRemovals } from "./premises-words.ts";

export function PremisesPage() {
  const { premisesId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.premises.queryOptions({ input: { premisesId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown premises={data} />;
}

function Shown({ premises }: { premises: Premises }) {
  const homeText = useHomeText();
  const maySeePeople = useMay(api.registry.premisesPeople);
  const { premisesId, name, removed } = premises;
  return (
    <DetailPage
      title={name}
      state={<States premises={premises} />}
      intro={homeText(premises)}
      back={{ to: "/places/premises", label: m["premises.title"]() }}
      actions={<Actions premises={premises} />}
      factsTitle={m["premises.facts"]()}
      facts={useFacts(premises)}
      side={removed ? undefined : <AnswersCard targetKind="premises" targetId={premisesId} />}
    >
      {removed ? <RestorePremises premisesId={premisesId} /> : <Alike premises={premises} />}
      {maySeePeople && !removed ? <PremisesPeople premises={premises} /> : null}
      {maySeePeople ? <History kind="premises" subjectId={premisesId} /> : null}
    </DetailPage>
  );
}

function States({ premises: { kind, state, removed } }: { premises: Premises }) {
  return (
    <>
      {removed ? <StateTag tone="neutral">{m["premises.removed.state"]()}</StateTag> : null}
      <StateTag tone="neutral">{premisesKinds[kind]()}</StateTag>
      {state === "open" ? null : <PremisesStateTag state={state} />}
    </>
  );
}

function useFacts(premises: Premises) {
  const dates = useDates();
  const stateText = useStateText();
  const { kind, floorAreaM2, capacity, removed } = premises;
  return [
    [m["premises.kind"](), premisesKinds[kind]()],
    [m["premises.state"](), stateText(premises)],
    [m["registry.area"](), <AreaName key="area" of={premises} />],
    [m["premises.address"](), premises.address],
    [m["premises.creditCode"](), premises.creditCode],
    [inChargeLabel(kind), <InCharge key="charge" premises={premises} />],
    [m["premises.phone"](), <Phone key="phone" premises={premises} />],
    [m["premises.floorArea"](), floorAreaM2 && `${digits(floorAreaM2)} m²`],
    [capacityLabel(kind), capacity && digits(capacity)],
    [m["registry.note"](), premises.note],
    [m["registry.changedAt"](), dates.instant(premises.changedAt)],
    [
      m["premises.removed.state"](),
      removed && `${premisesRemovals[removed.reason]()} ${dates.instant(removed.at)}`,
    ],
  ] as const;
}

/** A dwelling's landlord of the register by a link; another name beside it where that was written down. */
function InCharge({ premises: { premisesId, kind, inChargeName } }: { premises: Premises }) {
  const maySeePeople = useMay(api.registry.premisesPeople);
  const { data } = useQuery({
    ...api.registry.premisesPeople.queryOptions({
      input: { premisesId, role: "landlord", limit: 5 },
    }),
    enabled: maySeePeople && kind === "rented-dwelling",
  });
  const landlords = data?.rows ?? [];
  const isNamed = landlords.some(({ name }) => name === inChargeName);
  return (
    <>
      {landlords.map(({ residentId, name }) => (
        <AddressLink
          key={residentId}
          className="lf-premises-landlord"
          to={`/people/residents/${residentId}`}
        >
          {name}
        </AddressLink>
      ))}
      {isNamed ? null : inChargeName}
    </>
  );
}

/** Masked until somebody who may look says why. */
function Phone({ premises: { premisesId, phoneMasked } }: { premises: Premises }) {
  const mayLook = useMay(api.registry.revealPremises);
  const look = useCommand(api.registry.revealPremises, premisesId);
  const reveal = async (reason: string) => {
    const whole = await look.send({ premisesId, reason });
    return whole?.phone ?? undefined;
  };
  return (
    <Masked
      masked={phoneMasked}
      label={m["premises.phone"]()}
      reveal={mayLook ? reveal : undefined}
      command={look}
    />
  );
}

/** What may be the same place entered twice; it keeps nobody from anything. */
function Alike({ premises: { alike } }: { premises: Premises }) {
  if (alike.length === 0) return null;
  const others = listed(alike.map(({ name, areaName }) => `${areaName} ${name}`));
  return (
    <Note tone="attention">
      <p>{m["premises.alike"]({ others })}</p>
      <ul className="lf-premises-people">
        {alike.map(({ premisesId, name, areaName }) => (
          <li key={premisesId}>
            <AddressLink to={`/places/premises/${premisesId}`}>{name}</AddressLink>
            <span>{areaName}</span>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Actions({ premises }: { premises: Premises }) {
  const mayEdit = useMay(api.registry.editPremises);
  const { premisesId, removed, state } = premises;
  if (removed || !mayEdit) return null;
  return (
    <>
      <StateButtons premisesId={premisesId} state={state} />
      <AddressLink to={`/places/premises/${premisesId}/edit`} className="lf-button">
        {m["web.edit"]()}
      </AddressLink>
      <RemovePremises premisesId={premisesId} />
    </>
  );
}
