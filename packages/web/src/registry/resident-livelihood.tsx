/** What a resident's page says of how the person lives, how they are reached, and by whom. */
import { m } from "@lianfang/messages/messages.js";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { type Fact, Facts } from "../kernel/kit/facts.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { listed } from "../kernel/locale.ts";
import { ElsewhereText } from "./place.tsx";
import type { Resident } from "./resident-schema.ts";
import { Secret } from "./resident-secret.tsx";
import { commutes, listedTrades, proxyRelations, tenancies } from "./words.ts";

export function livelihoodFacts(resident: Resident): Fact[] {
  const { tenancy, landlord, listedTrade, commuteFrequency } = resident;
  return [
    [m["registry.listedTrade"](), listedTrade && listedTrades[listedTrade]()],
    [m["registry.commute"](), commuteFrequency && commutes[commuteFrequency]()],
    [m["registry.commuteDivision"](), placeOf(resident.commuteDivision, resident.commutePlace)],
    [m["registry.tenancy"](), tenancy && tenancies[tenancy]()],
    [
      m["registry.landlord"](),
      landlord && (
        <AddressLink key="landlord" to={`/people/households/${landlord.householdId}`}>
          {[landlord.headName, landlord.number].filter(Boolean).join(" ")}
        </AddressLink>
      ),
    ],
    [
      m["registry.registeredDivision"](),
      placeOf(resident.registeredDivision, resident.registeredAddress),
    ],
    [m["registry.livingDivision"](), placeOf(resident.livingDivision, resident.livingAddress)],
  ];
}

function placeOf(division: string | undefined, detail: string | undefined) {
  if (!division && !detail) return undefined;
  return <ElsewhereText division={division} detail={detail} />;
}

/** The number somebody is reached by; whose it is, when it is not their own. */
export function Phone({ resident }: { resident: Resident }) {
  return (
    <>
      <Secret resident={resident} field="phone" />
      {resident.isPhoneShared ? (
        <span className="lf-muted"> {m["registry.phone.shared"]()}</span>
      ) : null}
    </>
  );
}

/** What should be looked at, and keeps nobody from anything. */
export function Told({
  resident: { lacksGuardian, phoneElsewhere, removed },
}: {
  resident: Resident;
}) {
  if (removed) return null;
  const people = listed(
    phoneElsewhere.map(({ name, householdNumber }) => `${name} ${householdNumber}`),
  );
  return (
    <>
      {lacksGuardian ? <Note tone="attention">{m["registry.guardian.missing.text"]()}</Note> : null}
      {phoneElsewhere.length > 0 ? (
        <Note tone="attention">{m["registry.phone.elsewhere"]({ people })}</Note>
      ) : null}
    </>
  );
}

export function ProxyCard({ resident }: { resident: Resident }) {
  const { proxy } = resident;
  if (!proxy) return null;
  return (
    <Card title={m["registry.proxy"]()}>
      <Facts
        columns={1}
        facts={[
          [
            m["registry.name"](),
            proxy.residentId ? (
              <AddressLink key="proxy" to={`/people/residents/${proxy.residentId}`}>
                {proxy.name}
              </AddressLink>
            ) : (
              proxy.name
            ),
          ],
          [m["registry.proxy.relation"](), proxy.relation && proxyRelations[proxy.relation]()],
          [m["registry.phone"](), <Secret key="phone" resident={resident} field="proxyPhone" />],
        ]}
      />
    </Card>
  );
}
