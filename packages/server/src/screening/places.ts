/** Places by the national divisions: their names, and where the town itself lies. */
import { countyNamed, type DivisionIndex, levelOf } from "@lianfang/core/policy/divisions.ts";
import { problems } from "@lianfang/core/screening/contract.ts";
import type { Locale, QueryContext } from "../kernel/context.ts";
import { divisionsOf } from "../policy/divisions.ts";
import { arrivalStore } from "./store.ts";

/** 湖北省武汉市江岸区; in English the smallest first: "Jiang'an, Wuhan, Hubei". */
export function placeName(divisions: DivisionIndex, code: string, locale: Locale): string {
  const path = divisions.pathOf(code);
  if (path.length === 0) return code;
  if (locale === "zh-CN") return path.map(({ name }) => name).join("");
  return path
    .map(({ name, nameEn }) => nameEn ?? name)
    .reverse()
    .join(", ");
}

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
