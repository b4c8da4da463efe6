/** Who answers for what: staff named, the chain of responsibility filled village by village. */
import type { Area } from "@lianfang/core/organization/contract.ts";
import { type Actor, eachOf, write } from "./actor.ts";
import { type Chance, nameFor, phoneFor } from "./chance.ts";

/** The last villages stay without a name: every town begins with gaps, and has to see them. */
const villagesWithoutName = 3;
const villagesPerLeader = 8;

export async function nameStaff(office: Actor, villages: readonly Area[], chance: Chance): Promise<void> {
  const { levels } = await office.api.organization.chain({});
  const [leaderLevel, ...villageLevels] = levels.map(({ level }) => level);
  if (leaderLevel === undefined) return;
  const named = villages.slice(0, Math.max(1, villages.length - villagesWithoutName));
  const groups = Array.from({ length: Math.ceil(named.length / villagesPerLeader) }, (_, index) =>
    named.slice(index * villagesPerLeader, (index + 1) * villagesPerLeader),
  );
  await eachOf(groups, async (group) => {
    const staffId = await hire(office, "town-leader", undefined, chance);
    await assign(office, group, leaderLevel, staffId);
  });
  await eachOf(named, async (village) => {
    for (const level of villageLevels.slice(0, 3)) {
      const kind = level === villageLevels[0] ? "town-cadre" : "village-cadre";
      await assign(office, [village], level, await hire(office, kind, village.areaId, chance));
    }
  });
}

async function hire(
  office: Actor,
  kind: "town-leader" | "town-cadre" | "village-cadre",
  areaId: string | undefined,
  chance: Chance,
): Promise<string> {
  const { staffId } = await office.api.organization.addStaff({
    ...write(),
    name: nameFor(chance),
    kind,
    phone: phoneFor(chance),
    areaId,
  });
  return staffId;
}

async function assign(office: Actor, areas: readonly Area[], level: number, staffId: string) {
  const targetIds = areas.map(({ areaId }) => areaId);
  await office.api.organization.assign({ ...write(), targetKind: "area", targetIds, level, staffId });
}
