/** Every evening the day's bulletin is composed, read over and issued. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import { isLastDay, type Part, type Stage } from "../stage.ts";

export const commandPart: Part = (stage) => {
  const { agenda, days, town } = stage;
  for (const day of days) {
    if (isLastDay(stage, day)) continue;
    agenda.add(day, later(town.bulletinBy, 4), () => publish(stage, day));
  }
};

/** Minutes later on the same day. */
function later(time: string, minutes: number): string {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  const total = Math.min(hours * 60 + rest + minutes, 23 * 60 + 59);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

async function publish(stage: Stage, day: Day): Promise<void> {
  const { cast, agenda, write } = stage;
  const { bulletinId } = await cast.office.api.command.compose({ ...write("compose", day), day });
  agenda.addIn(18, async () => {
    const { command } = cast.director.api;
    const { revision } = await command.bulletin({ bulletinId });
    await command.issueBulletin({ ...write("issue", day), bulletinId, revision });
  });
}
