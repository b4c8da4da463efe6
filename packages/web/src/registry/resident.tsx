import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Masked } from "../kernel/kit/masked.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { useHomeText } from "./place.tsx";
import { RemoveResident, RestoreResident } from "./resident-removal.tsx";
import { relations, removals, residences, sexes, vulnerabilities } from "./words.ts";

export function ResidentPage() {
  const { residentId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.registry.resident.queryOptions({ input: { residentId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={8} />;
  return <Shown resident={data} />;
}

export type Resident = Awaited<ReturnType<typeof api.registry.resident.call>>;

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
        [m["registry.phone"](), <Secret key="p" resident={resident} field="phone" />],
        [m["registry.sex"](), sexes[resident.sex]()],
        [m["registry.birthday"](), birthdayText(resident)],
        [m["registry.residence"](), residences[resident.residence]()],
        [m["registry.occupation"](), resident.occupation],
        [m["registry.note"](), resident.note],
        [m["registry.changedAt"](), dates.instant(resident.changedAt)],
        [
          m["registry.removed"](),
          removed ? `${reasonText(removed.reason)} ${dates.instant(removed.at)}` : undefined,
        ],
      ]}
      side={
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
      }
    >
      {removed ? <RestoreResident residentId={residentId} /> : null}
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
      {resident.vulnerabilities.map((kind) => (
        <StateTag key={kind} tone="amber">
          {vulnerabilities[kind]()}
        </StateTag>
      ))}
    </>
  );
}

/** A sealed field: masked until somebody who may look says why. */
function Secret({ resident, field }: { resident: Resident; field: "identityNumber" | "phone" }) {
  const { residentId } = resident;
  const mayLook = useMay(api.registry.reveal);
  const look = useCommand(api.registry.reveal, `${residentId} ${field}`);
  const reveal = async (reason: string) => {
    const whole = await look.send({ residentId, reason });
    return whole?.[field] ?? undefined;
  };
  return (
    <Masked
      masked={field === "phone" ? resident.phoneMasked : resident.identityMasked}
      label={field === "phone" ? m["registry.phone"]() : m["registry.identityNumber"]()}
      reveal={mayLook ? reveal : undefined}
      command={look}
    />
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
