import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { AnswersCard } from "../organization/answers-card.tsx";
import { useHomeText } from "./place.tsx";
import { livelihoodFacts, Phone, ProxyCard, Told } from "./resident-livelihood.tsx";
import { RemoveResident, RestoreResident } from "./resident-removal.tsx";
import type { Resident } from "./resident-schema.ts";
import { Secret } from "./resident-secret.tsx";
import {
  listedTrades,
  relations,
  removals,
  residences,
  sexes,
  tenancies,
  vulnerabilities,
} from "./words.ts";

export function ResidentPage() {
  const { residentId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.resident.queryOptions({ input: { residentId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown resident={data} />;
}

function Shown({ resident }: { resident: Resident }) {
  const homeText = useHomeText();
  const dates = useDates();
  const { residentId, name, removed } = resident;
  return (
    <DetailPage
      title={name}
      state={<States resident={resident} />}
      intro={homeText(resident)}
      back={{ to: "/people/residents", label: m["registry.residents"]() }}
      actions={<Actions resident={resident} />}
      factsTitle={m["registry.part.person"]()}
      facts={[
        [
          m["registry.identityNumber"](),
          <Secret key="i" resident={resident} field="identityNumber" />,
        ],
        [m["registry.phone"](), <Phone key="p" resident={resident} />],
        [m["registry.sex"](), sexes[resident.sex]()],
        [m["registry.birthday"](), birthdayText(resident)],
        [m["registry.residence"](), residences[resident.residence]()],
        [m["registry.occupation"](), resident.occupation],
        ...livelihoodFacts(resident),
        [m["registry.note"](), resident.note],
        [m["registry.changedAt"](), dates.instant(resident.changedAt)],
        [
          m["registry.removed"](),
          removed ? `${reasonText(removed.reason)} ${dates.instant(removed.at)}` : undefined,
        ],
      ]}
      side={
        <>
          <Card title={m["registry.household"]()}>
            <Facts
              columns={1}
              facts={[
                [
                  m["registry.household.number"](),
                  <AddressLink key="h" to={`/people/households/${resident.householdId}`}>
                    {resident.householdNumber}
                  </AddressLink>,
                ],
                [m["registry.relation"](), relations[resident.relation]()],
                [m["registry.address"](), resident.address],
              ]}
            />
          </Card>
          {removed ? null : <AnswersCard targetKind="person" targetId={residentId} />}
          <ProxyCard resident={resident} />
        </>
      }
    >
      {removed ? <RestoreResident residentId={residentId} /> : null}
      <Told resident={resident} />
    </DetailPage>
  );
}

function birthdayText({ birthday, age }: Resident): string | undefined {
  if (!birthday) return undefined;
  return age === undefined ? birthday : m["registry.birthdayAge"]({ birthday, age });
}

function reasonText(reason: string): string {
  const known = Object.entries(removals).find(([key]) => key === reason);
  return known ? known[1]() : reason;
}

function States({ resident }: { resident: Resident }) {
  return (
    <>
      {resident.removed ? <StateTag tone="neutral">{m["registry.removed"]()}</StateTag> : null}
      {resident.tenancy ? (
        <StateTag tone="neutral">{tenancies[resident.tenancy]()}</StateTag>
      ) : null}
      {resident.listedTrade ? (
        <StateTag tone="neutral">{listedTrades[resident.listedTrade]()}</StateTag>
      ) : null}
      {resident.vulnerabilities.map((kind) => (
        <StateTag key={kind} tone="amber">
          {vulnerabilities[kind]()}
        </StateTag>
      ))}
    </>
  );
}

function Actions({ resident: { residentId, removed } }: { resident: Resident }) {
  const mayEdit = useMay(api.registry.editResident);
  const mayRecord = useMay(api.screening.recordArrival);
  if (removed) return null;
  return (
    <>
      {mayRecord ? (
        <AddressLink
          to={`/people/arrivals/new?resident=${residentId}`}
          className="lf-button-primary"
        >
          {m["registry.resident.arrived"]()}
        </AddressLink>
      ) : null}
      {mayEdit ? (
        <>
          <AddressLink to={`/people/residents/${residentId}/edit`} className="lf-button">
            {m["web.edit"]()}
          </AddressLink>
          <RemoveResident residentId={residentId} />
        </>
      ) : null}
    </>
  );
}
