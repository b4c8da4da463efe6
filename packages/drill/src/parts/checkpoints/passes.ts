import { addDays } from "@lianfang/core/kernel/time.ts";
import type { Stage } from "../../stage.ts";
import type { Memory } from "./memory.ts";

/** Households buy in turn, one person every two days; a few drivers bring what is needed. */
export async function givePasses(stage: Stage, memory: Memory): Promise<void> {
  const { cast, plan, town, write, days } = stage;
  const [village] = town.villages;
  if (!village) return;
  const adults = plan.register.households
    .filter((household) => household.village === village.name)
    .flatMap(({ members }) => members.filter(({ relation }) => relation === "head"))
    .slice(0, 14);
  const passIds: string[] = [];
  for (const { name, identityNumber } of adults) {
    const { passId } = await cast.gridWorker.api.checkpoints.applyForPass({
      ...write("pass", identityNumber),
      kind: "person",
      areaId: village.areaId,
      holderName: name,
      identityNumber,
      everyDays: 2,
      validFrom: days[1] ?? "",
      validUntil: addDays(days.at(-1) ?? "", 10),
    });
    passIds.push(passId);
  }
  const issued = passIds.slice(0, -2);
  if (issued.length === 0) return;
  await cast.director.api.checkpoints.issuePasses({ ...write("issue passes"), passIds: issued });
  for (const passId of issued) {
    const { text } = await cast.office.api.checkpoints.passCode({ passId });
    memory.cards.push(text);
  }
  const [lost] = issued;
  if (lost)
    await cast.gridWorker.api.checkpoints.reportPassLost({ ...write("lost"), passId: lost });
}
