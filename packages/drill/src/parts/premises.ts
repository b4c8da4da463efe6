/** The town's premises: entered from what the office knows, with who is there; some close, some resume. */
import type { PremisesKind, PremisesRole } from "@lianfang/core/registry/premises.ts";
import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { generatePremises } from "@lianfang/testkit/people/premises.ts";
import { allRows } from "../actor.ts";
import type { Part, Stage } from "../stage.ts";

export const premisesPart: Part = (stage) => {
  const { agenda, days } = stage;
  agenda.add(days[0], "11:05", () => enterPremises(stage));
  agenda.add(days[0], "14:10", () => enterDwellings(stage));
  agenda.add(days[1], "09:20", () => putPeopleDown(stage));
  agenda.add(days[1], "16:40", () => close(stage));
  agenda.add(days.at(-2), "10:15", () => resume(stage));
};

async function enterPremises(stage: Stage): Promise<void> {
  const { cast, plan, town, write, chance } = stage;
  const areaOf = new Map(town.villages.map(({ name, areaId }) => [name, areaId]));
  const premises = generatePremises({
    seed: chance("premises").whole(1, 1_000_000),
    townName: town.name,
    villages: town.villages.map(({ name }) => name),
    households: plan.register.households.length,
  });
  await eachOf(premises, async ({ village, ...fields }) => {
    const areaId = areaOf.get(village);
    if (!areaId) return;
    const id = write("premises", fields.inChargePhone);
    await cast.office.api.registry.createPremises({ ...id, ...fields, areaId });
  });
}

/** Whoever rents, rents of somebody of the village. */
async function enterDwellings(stage: Stage): Promise<void> {
  const { registry } = stage.cast.office.api;
  const tenants = await allRows((after) =>
    registry.residents({ tenancy: "any", limit: 200, after }),
  );
  const families = Map.groupBy(tenants, ({ householdId }) => householdId);
  await eachOf([...families.values()], async (family) => {
    const [first] = family;
    if (!first) return;
    const { areaId, address = first.areaName, householdNumber } = first;
    const heads = await registry.residents({ areaId, relation: "head", limit: 40 });
    const landlords = heads.rows.filter(({ tenancy }) => tenancy === undefined);
    if (landlords.length === 0) return;
    const landlord = stage.chance("landlord", householdNumber).pick(landlords);
    const { premisesId } = await registry.createPremises({
      ...stage.write("dwelling", householdNumber),
      kind: "rented-dwelling",
      name: `${address}出租屋`,
      areaId,
      address,
      inChargeName: landlord.name,
      inChargePhone: phoneOf(stage, landlord),
      capacity: family.length + 1,
    });
    const put = (role: PremisesRole, residentIds: string[]) =>
      registry.addPremisesPeople({
        ...stage.write("dwelling", householdNumber, role),
        ...{ premisesId, residentIds, role },
      });
    await put("landlord", [landlord.residentId]);
    await put(
      "tenant",
      family.map(({ residentId }) => residentId),
    );
  });
}

/** As the register had it when it came in: lists show it masked. */
function phoneOf(
  { plan }: Stage,
  { householdNumber, name }: { householdNumber: string; name: string },
) {
  const household = plan.register.households.find(({ number }) => number === householdNumber);
  return household?.members.find((member) => member.name === name)?.phone;
}

/** Who is at premises of a kind, by what they do. */
const occupants: readonly (readonly [PremisesKind, occupation: string, PremisesRole])[] = [
  ["enterprise", "工厂工人", "employee"],
  ["construction-site", "建筑工", "employee"],
  ["restaurant", "餐饮从业", "employee"],
  ["shop", "超市店员", "employee"],
  ["school", "教师", "employee"],
  ["school", "学生", "student"],
  ["kindergarten", "幼儿园儿童", "student"],
  ["clinic", "村医", "employee"],
];

async function putPeopleDown(stage: Stage): Promise<void> {
  const { registry } = stage.cast.office.api;
  await eachOf([...occupants], async ([kind, occupation, role]) => {
    const { rows: premises } = await registry.premisesList({ kind, limit: 200 });
    const { rows } = await registry.residents({ occupation, limit: 200 });
    const here = rows.filter(({ residence }) => residence !== "registered-lives-elsewhere");
    for (const [at, { premisesId }] of premises.entries()) {
      const theirs = here.filter((_, nth) => nth % premises.length === at);
      if (theirs.length === 0) continue;
      await registry.addPremisesPeople({
        ...stage.write("people at", premisesId, role),
        premisesId,
        residentIds: theirs.map(({ residentId }) => residentId),
        role,
      });
    }
  });
}

/** Where people crowd is closed first. */
const crowded: readonly PremisesKind[] = ["entertainment", "religious-site", "restaurant"];

async function close(stage: Stage): Promise<void> {
  const { cast, write, days } = stage;
  const change = { do: "state", state: "closed", stateSince: days[1] } as const;
  await cast.office.api.registry.changeBulk({
    ...write("close"),
    bulk: { of: "premises", kind: crowded.join(","), change },
  });
}

/** Half of the enterprises work again, one after an inspection of each. */
async function resume(stage: Stage): Promise<void> {
  const { registry } = stage.cast.office.api;
  const { rows } = await registry.premisesList({ kind: "enterprise", limit: 200 });
  const ids = rows.filter((_, nth) => nth % 2 === 0).map(({ premisesId }) => premisesId);
  if (ids.length === 0) return;
  const set = { premisesIds: ids, state: "resumed" as const };
  await registry.setPremisesState({ ...stage.write("resume"), ...set });
}
