import type { CommandContext } from "../kernel/context.ts";
import "./tables.ts";

/** Pairs known to be two people, in whichever order they are given. */
export function differentPeople({ db, town, id }: CommandContext) {
  const pairOf = (oneId: string, otherId: string) =>
    oneId < otherId ? { one_id: oneId, other_id: otherId } : { one_id: otherId, other_id: oneId };

  return {
    async add(oneId: string, otherId: string): Promise<void> {
      await db
        .insertInto("different_people")
        .values({ town_id: town.townId, ...pairOf(oneId, otherId), write_id: id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async remove(oneId: string, otherId: string): Promise<void> {
      const pair = pairOf(oneId, otherId);
      await db
        .deleteFrom("different_people")
        .where("town_id", "=", town.townId)
        .where("one_id", "=", pair.one_id)
        .where("other_id", "=", pair.other_id)
        .execute();
    },
  };
}
