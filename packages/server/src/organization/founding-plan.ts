/** From what a founder chose to the plan of the town. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Day } from "@lianfang/core/kernel/time.ts";
import { problems, type TownSource } from "@lianfang/core/organization/contract.ts";
import { coversEachVillage, villageCount } from "@lianfang/core/organization/founding-areas.ts";
import {
  blankTown,
  type FoundingPlan,
  foundingPlan,
} from "@lianfang/core/organization/founding-plan.ts";
import type { TownFile, TownUnit } from "@lianfang/core/organization/town-file.ts";
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
  demandSize(reading.file);
  return reading.file;
}

// Twenty times the largest model town. Anybody may ask for a preview: a small file must not unfold
// into millions of units.
const mostUnits = 5_000;

/** @throws Problem `organization.townFileInvalid` when the file would make too many units */
function demandSize(file: TownFile): void {
  const villages = villageCount(file).count;
  const units = file.organization.reduce((sum, unit) => {
    const times = coversEachVillage(unit) ? villages : (unit.count ?? 1);
    return sum + times * withTeams(unit);
  }, 0);
  if (units <= mostUnits) return;
  const params = { maximum: mostUnits };
  const field = { path: "organization", code: "townfile.tooLarge", params };
  throw problems.townFileInvalid({ fields: [field] });
}

function withTeams(unit: TownUnit): number {
  return 1 + (unit.teams ?? []).reduce((sum, team) => sum + withTeams(team), 0);
}
