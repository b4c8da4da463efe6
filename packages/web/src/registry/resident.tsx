import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
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
import { History } from "./history.tsx";
import { MemberList } from "./member-list.tsx";
import { useHomeText } from "./place.tsx";
import { livelihoodFacts, Phone, ProxyCard, Told } from "./resident-livelihood.tsx";
import { ResidentPremises } from "./resident-premises.tsx";
import { RemoveResident, RestoreResident } from "./resident-removal.tsx";
import type { Resident } from "./resident-schema.ts";
import { Secret } from "./resident-secret.tsx";
import { Sections } from "./sections.tsx";
import { useStandings } from "./standing.ts";
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
  // Under the id of a record that became part of another stands that other one.
  if (data.residentId !== residentId) {
    return <Navigate to="/people/residents/$residentId" params={data} replace />;
  }
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
            <Household householdId={resident.householdId} besides={residentId} />
          </Card>
          {removed ? null : <AnswersCard targetKind="person" targetId={residentId} />}
          <ProxyCard resident={resident} />
        </>
      }
    >
      {removed ? <RestoreResident residentId={residentId} /> : null}
      <Told resident={resident} />
      {removed ? null : <ResidentPremises residentId={residentId} />}
      <Sections about={{ residentId }} />
      <History kind="resident" subjectId={residentId} />
    </DetailPage>
  );
}

/** The others of the household. */
function Household({ householdId, besides }: { householdId: string; besides: string }) {
  const { data } = useQuery(api.registry.household.queryOptions({ input: { householdId } }));
  const others = data?.memberRows.filter(({ residentId }) => residentId !== besides) ?? [];
  return others.length > 0 ? <MemberList members={others} /> : null;
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
  const { tags } = useStandings(resident.residentId);
  return (
    <>
      {tags.map(({ key, tone, text }) => (
        <StateTag key={key} tone={tone}>
          {text}
        </StateTag>
      ))}
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
  const { next } = useStandings(residentId);
  if (removed && !next) return null;
  return (
    <>
      {next ? (
        <AddressLink to={next.to} className="lf-button-primary">
          {next.label}
        </AddressLink>
      ) : null}
      {mayEdit && !removed ? (
        <>
          <AddressLink to={`/people/residents/${residentId}/edit`} className="lf-button">
            {m["web.edit"]()}
          </AddressLink>
          <AddressLink to={`/people/duplicates/with/${residentId}`} className="lf-button">
            {m["sameperson.merge.with"]()}
          </AddressLink>
          <RemoveResident residentId={residentId} />
        </>
      ) : null}
    </>
  );
}
