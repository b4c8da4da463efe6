/** Who answers for what: staff of the villages, and the chain of responsibility filled with names. */
import type { Area, ChainLevel, StaffKind } from "@lianfang/core/organization/contract.ts";
import { issueNumbers, type NumberIssuer } from "@lianfang/testkit/people/numbers.ts";
import type { z } from "zod";
import { eachOf } from "../in-parallel.ts";
import { grownPerson } from "../people.ts";
import type { Part, Stage } from "../stage.ts";

type Kind = z.infer<typeof StaffKind>;
type Level = z.infer<typeof ChainLevel>;

export const organizationPart: Part = (stage) => {
  stage.agenda.add(stage.days[0], "10:20", () => nameStaff(stage));
};

/** A leader answers for several villages, a cadre of the town for two. */
const villagesPerLeader = 8;
const villagesPerCadre = 2;
/** Every town begins with gaps, and has to see them. */
const shareUnnamed = 0.12;
const mostUnnamed = 3;

/** The villages fewest people came back to stay without a name. */
export function namedVillages({ villages }: { villages: readonly Area[] }): readonly Area[] {
  const unnamed = Math.min(mostUnnamed, Math.max(1, Math.round(villages.length * shareUnnamed)));
  return villages.slice(0, Math.max(1, villages.length - unnamed));
}

interface Appointment {
  kind: Kind;
  level: Level;
  villages: readonly Area[];
}

async function nameStaff(stage: Stage): Promise<void> {
  const { levels } = await stage.cast.office.api.organization.chain({});
  const { units } = await stage.cast.office.api.organization.units({});
  const phones = issueNumbers();
  const unitOf = new Map(
    units.flatMap(({ unitId, areaIds, parentId }) =>
      areaIds.length === 1 && !parentId ? [[areaIds[0], unitId] as const] : [],
    ),
  );
  const appointments = appointmentsFor(levels, namedVillages(stage.town));
  let done = 0;
  await eachOf(appointments, async (appointment) => {
    const [village] = appointment.villages;
    await appoint(stage, appointment, phones, village && unitOf.get(village.areaId));
    done += 1;
    stage.report("staff", done, appointments.length);
  });
}

/** From this level of the chain on, only the villages with most people have a name yet. */
const sparseFromLevel = 4;

function appointmentsFor(levels: readonly Level[], villages: readonly Area[]): Appointment[] {
  return levels.flatMap((level, at) => {
    const size = at === 0 ? villagesPerLeader : at === 1 ? villagesPerCadre : 1;
    const covered = at < sparseFromLevel ? villages : villages.slice(0, villages.length / 3);
    const kind = kindOf(level, at);
    return inGroups(covered, size).map((group) => ({ kind, level, villages: group }));
  });
}

function kindOf({ labelEn }: Level, at: number): Kind {
  if (/medic|doctor/i.test(labelEn)) return "village-doctor";
  if (/grid/i.test(labelEn)) return "grid-worker";
  if (/volunteer|member|neighbour/i.test(labelEn)) return "volunteer";
  const kinds: readonly Kind[] = ["town-leader", "town-cadre", "village-cadre", "village-cadre"];
  return kinds[at] ?? "volunteer";
}

function inGroups<Thing>(things: readonly Thing[], size: number): Thing[][] {
  return Array.from({ length: Math.ceil(things.length / size) }, (_, at) =>
    things.slice(at * size, (at + 1) * size),
  );
}

async function appoint(
  { cast, chance, write }: Stage,
  { kind, level, villages }: Appointment,
  phones: NumberIssuer,
  unitId: string | undefined,
): Promise<void> {
  const { organization } = cast.office.api;
  const targetIds = villages.map(({ areaId }) => areaId);
  const place = [level.level, ...targetIds];
  const own = chance("staff", ...place);
  const { staffId } = await organization.addStaff({
    ...write("staff", ...place),
    name: grownPerson(own),
    kind,
    phone: phones.phone(own),
    areaId: villages.length === 1 ? targetIds[0] : undefined,
    unitId,
  });
  await organization.assign({
    ...write("assign", ...place),
    targetKind: "area",
    targetIds,
    level: level.level,
    staffId,
  });
}
