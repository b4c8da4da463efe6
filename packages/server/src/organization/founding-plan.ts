/** From what a founder chose to the plan of the town. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Day } from "@lianfang/core/kernel/time.ts";
import { problems, type TownSource } from "@lianfang/core/organization/contract.ts";
import {
  blankTown,
  type FoundingPlan,
  foundingPlan,
} from "@lianfang/core/organization/founding-plan.ts";
import type { TownFile } from "@lianfang/core/organization/town-file.ts";
import { readTownFile } from "@lianfang/core/organization/town-file-problems.ts";
import type { Kernel } from "../kernel/context.ts";
import { divisionsOf } from "../policy/divisions.ts";
import { presetTowns } from "./presets.ts";

/** Towns are founded in the country's one time zone. */
export const townTimeZone = "Asia/Shanghai";

/**
 * @param startsOn the first day of the response
 * @throws Problem `organization.townFileInvalid` naming the fields, `kernel.invalid` for an unknown preset
 */
export async function planFrom(
  source: TownSource,
  startsOn: Day,
  kernel: Kernel,
): Promise<FoundingPlan> {
  const divisions = await divisionsOf(kernel);
  return foundingPlan(fileFrom(source, startsOn), { startsOn, divisions });
}

function fileFrom(source: TownSource, today: Day): TownFile {
  if (source.from === "blank") return blankTown(source.name, today, source);
  if (source.from === "preset") {
    const preset = presetTowns().get(source.presetId);
    if (preset) return preset;
    const field = { path: "source.presetId", code: "kernel.field.notOffered" };
    throw kernelProblems.invalid({ fields: [field] });
  }
  const reading = readTownFile(source.file);
  if (!reading.ok) throw problems.townFileInvalid({ fields: reading.problems });
  return reading.file;
}
