import type { PublicContext } from "../kernel/context.ts";
import { allTowns } from "../kernel/session/town.ts";

export async function welcome(_input: unknown, { db, kernel }: PublicContext) {
  const towns = await allTowns(db);
  return {
    isFounded: towns.length > 0,
    towns: towns.map(({ townId, name, nameEn }) => ({ townId, name, nameEn })),
    demoCards: [...(kernel.demo?.cards ?? [])],
  };
}
