/** Where the villages lie, who works in them and answers for what. */
import type { Area, ChainLevel, StaffKind } from "@lianfang/core/organization/contract.ts";
import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { issueNumbers, type NumberIssuer } from "@lianfang/testkit/people/numbers.ts";
import type { z } from "zod";
import { grownPerson } from "../people.ts";
import type { Part, Stage } from "../stage.ts";
import { villageOutlines } from "../village-outlines.ts";

type Kind = z.infer<typeof StaffKind>;
type Level = z.infer<typeof ChainLevel>;

export const organizationPart: Part = (stage) => {
  const { agenda, days } = stage;
  const appointed: Appointed[] = [];
  agenda.add(days[0], "10:05", () => drawVillages(stage));
  agenda.add(days[0], "10:10", () => divideVillages(stage));
  agenda.add(days[0], "10:20", async () => void appointed.push(...(await nameStaff(stage))));
  agenda.add(days[0], "11:20", () => lookAfter(stage, appointed));
  agenda.add(days[3], "11:35", () => fallIll(stage, appointed));
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

/** What the office makes of the tree it was founded with: boundaries, and grids where most is to do. */
const dividedVillages = 4;
const gridsEach = 2;

async function drawVillages({ cast, chance, town, write }: Stage): Promise<void> {
  const outlines = villageOutlines(town.villages.length, chance("outlines"));
  await cast.office.api.organization.setBoundaries({
    ...write("boundaries"),
    boundaries: town.villages.flatMap(({ areaId }, at) => {
      const shape = outlines[at];
      return shape ? [{ areaId, shape }] : [];
    }),
  });
}

async function divideVillages({ cast, town, write }: Stage): Promise<void> {
  for (const { areaId: parentId, name, nameEn } of town.villages.slice(0, dividedVillages)) {
    for (let number = 1; number <= gridsEach; number += 1) {
      await cast.office.api.organization.addArea({
        ...write("grid", parentId, number),
        parentId,
        kind: "grid",
        name: `${name}第${number}网格`,
        nameEn: `${nameEn}, grid ${number}`,
      });
    }
  }
}

interface Appointment {
  kind: Kind;
  level: Level;
  villages: readonly Area[];
}

interface Appointed extends Appointment {
  staffId: string;
}

async function nameStaff(stage: Stage): Promise<Appointed[]> {
  const { levels } = await stage.cast.office.api.organization.chain({});
  const { units } = await stage.cast.office.api.organization.units({});
  const phones = issueNumbers();
  const unitOf = new Map(
    units.flatMap(({ unitId, areaIds, parentId }) =>
      areaIds.length === 1 && !parentId ? [[areaIds[0], unitId] as const] : [],
    ),
  );
  const appointments = appointmentsFor(levels, namedVillages(stage.town));
  const appointed: Appointed[] = [];
  await eachOf(appointments, async (appointment) => {
    const [village] = appointment.villages;
    const unitId = village && unitOf.get(village.areaId);
    const staffId = await appoint(stage, appointment, phones, unitId);
    appointed.push({ ...appointment, staffId });
    stage.report("staff", appointed.length, appointments.length);
  });
  return appointed;
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
): Promise<string> {
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
  return staffId;
}

/** In the villages most people came back to, everybody vulnerable gets somebody of their own. */
const lookedAfter = 6;

async function lookAfter(
  { cast, town, write }: Stage,
  appointed: readonly Appointed[],
): Promise<void> {
  for (const { areaId } of town.villages.slice(0, lookedAfter)) {
    const local = localsOf(areaId, appointed).at(-1);
    if (!local) continue;
    await cast.office.api.organization.assignGroup({
      ...write("vulnerable", areaId),
      targetKind: "person",
      group: "vulnerable",
      areaId,
      level: local.level.level,
      staffId: local.staffId,
    });
  }
}

/** Those who work in one village alone, in the order of the chain. */
function localsOf(areaId: string, appointed: readonly Appointed[]): Appointed[] {
  return appointed
    .filter(({ villages }) => villages.length === 1 && villages[0]?.areaId === areaId)
    .sort((one, other) => one.level.level - other.level.level);
}

/** Somebody can't go on: another takes over everything, and only then does the service end. */
async function fallIll(
  { cast, chance, town, write }: Stage,
  appointed: readonly Appointed[],
): Promise<void> {
  const [, village] = town.villages;
  const ill = village && localsOf(village.areaId, appointed).at(-1);
  if (!village || !ill) return;
  const { organization } = cast.office.api;
  const own = chance("takes over");
  const { staffId: toStaffId } = await organization.addStaff({
    ...write("staff", "takes over"),
    name: grownPerson(own),
    kind: "sent-down-cadre",
    phone: issueNumbers().phone(own),
    areaId: village.areaId,
  });
  await organization.handOver({ ...write("hand over"), staffId: ill.staffId, toStaffId });
  await organization.editStaff({ ...write("leaves"), staffId: ill.staffId, isActive: false });
}
