/** Places by the national divisions: their names, and where the town itself lies. */
import { countyNamed, type DivisionIndex, levelOf } from "@lianfang/core/policy/divisions.ts";
import { problems } from "@lianfang/core/screening/contract.ts";
import type { QueryContext } from "../kernel/context.ts";
import { divisionsOf } from "../policy/divisions.ts";
import { arrivalStore } from "./store.ts";

/** @throws Problem `screening.originUnknown` when a code is in no list of divisions */
export async function demandKnown(
  { kernel }: QueryContext,
  codes: readonly string[],
): Promise<void> {
  const divisions = await divisionsOf(kernel);
  if (codes.some((code) => divisions.find(code) === undefined)) throw problems.originUnknown();
}

/** The town's county; its province where the county is not to be told; undefined when neither is. */
export async function townCode(context: QueryContext): Promise<string | undefined> {
  const { county, province } = await arrivalStore(context).place();
  const divisions = await divisionsOf(context.kernel);
  const known = countyNamed(divisions, county ?? undefined, province ?? undefined);
  return known?.code ?? provinceNamed(divisions, province);
}

function provinceNamed(divisions: DivisionIndex, province: string | null): string | undefined {
  if (!province) return undefined;
  return divisions
    .childrenOf()
    .find(({ code, name }) => levelOf(code) === "province" && name === province)?.code;
}
