/** Which town a command is about. */
import { m } from "@lianfang/messages/messages.js";
import type { Town } from "../../kernel/context.ts";
import { allTowns } from "../../kernel/session/town.ts";
import { CommandProblem, type Option, UsageProblem } from "./command.ts";
import type { Operation } from "./operation.ts";

export const townOption = {
  type: "string",
  value: "NAME",
  meaning: (locale) => m["cli.option.town"]({}, { locale }),
} as const satisfies Option;

/**
 * @param name what stands after `--town`: a name in either language, or an id
 * @throws CommandProblem when there is no such town, UsageProblem when it must be said which
 */
export async function townNamed(operation: Operation, name: string | undefined): Promise<Town> {
  const towns = await allTowns(operation.application.kernel.db);
  const meant = name === undefined ? towns : towns.filter((town) => isCalled(town, name));
  const known = towns.map((town) => toldApart(town, towns)).join("、");
  const [town, another] = meant;
  if (!town) {
    throw new CommandProblem((locale) =>
      towns.length === 0
        ? m["cli.problem.no_town"]({}, { locale })
        : m["cli.problem.town_unknown"]({ name: name ?? "", known }, { locale }),
    );
  }
  if (another) {
    throw new UsageProblem((locale) => m["cli.problem.town_needed"]({ known }, { locale }));
  }
  return town;
}

/** By its name, and its id where another has the same. */
function toldApart({ name, townId }: Town, towns: readonly Town[]): string {
  const isAlone = towns.filter((town) => town.name === name).length === 1;
  return isAlone ? name : `${name} ${townId}`;
}

function isCalled(town: Town, name: string): boolean {
  return [town.townId, town.name, town.nameEn].includes(name);
}
