/** Where people come from, by name, for phones that enter arrivals without a network. */
import { abroad, type Division, type DivisionIndex } from "@lianfang/core/policy/divisions.ts";
import type { PulledOrigin } from "@lianfang/core/screening/pulled.ts";
import { arrivalWriters } from "@lianfang/core/screening/writers.ts";
import type { Pullable } from "../kernel/pull.ts";
import { divisionsOf } from "../policy/divisions.ts";
import { townCode } from "./places.ts";

/** Neighbours come from the next county: only of the town's own city are counties told apart. */
function originsAround(index: DivisionIndex, code: string | undefined): PulledOrigin[] {
  const under = ({ code: parentCode }: Division): PulledOrigin[] =>
    index.childrenOf(parentCode).map((division) => ({ ...division, parentCode }));
  const provinces = [...index.childrenOf().filter((each) => each.code !== abroad.code), abroad];
  const cities = provinces.flatMap(under);
  const ownCity = code ? index.pathOf(code).at(1) : undefined;
  const isCity = cities.some((city) => city.code === ownCity?.code);
  return [...provinces, ...cities, ...(ownCity && isCity ? under(ownCity) : [])];
}

export const pulledOrigins: Pullable = {
  name: "screening.origins",
  version: 1,
  access: arrivalWriters,
  most: 1_000,
  keepHours: 72,
  async read(context, after, limit) {
    const index = await divisionsOf(context.kernel);
    return originsAround(index, await townCode(context))
      .sort((one, other) => (one.code < other.code ? -1 : 1))
      .filter(({ code }) => code > after)
      .slice(0, limit)
      .map((content) => ({ key: content.code, content }));
  },
};
