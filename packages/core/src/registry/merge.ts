/** Which of two records' values a merged one should have. */
import { z } from "zod";

/** `one` is the record that stays; `both` joins lists. */
export const FieldSource = z.enum(["one", "other", "both"]);
export type FieldSource = z.infer<typeof FieldSource>;

/** Of a group of fields: the texts the two records have for it; absent where nothing is known. */
export interface Compared {
  group: string;
  one: readonly (string | undefined)[];
  other: readonly (string | undefined)[];
  mayJoin: boolean;
}

/** What an identity number tells goes with the number. */
const toldByNumber: readonly string[] = ["birthday", "sex"];

/** What a relation says when nobody said which. */
const saysNothing = "other";

const known = (texts: readonly (string | undefined)[]): number =>
  texts.filter((text) => text !== undefined && text !== saysNothing).length;

/**
 * Where each group's values should come from: lists are joined; else the fuller, else the newer.
 * @param newer which record was changed last
 */
export function suggestedSources(
  groups: readonly Compared[],
  newer: "one" | "other",
): Map<string, FieldSource> {
  const number = groups.find(({ group }) => group === "identity");
  const holder = number && fuller(number);
  return new Map(
    groups.map((compared) => {
      const { group, mayJoin } = compared;
      if (mayJoin && known(compared.one) > 0 && known(compared.other) > 0) return [group, "both"];
      if (holder && toldByNumber.includes(group)) return [group, holder];
      return [group, fuller(compared) ?? newer];
    }),
  );
}

function fuller({ one, other }: Compared): "one" | "other" | undefined {
  const difference = known(one) - known(other);
  if (difference === 0) return undefined;
  return difference > 0 ? "one" : "other";
}

/**
 * Which of two records should stay: the one with the identity number, else the one that says more,
 * else the older.
 */
export function suggestedSurvivor(
  groups: readonly Compared[],
  older: "one" | "other",
): "one" | "other" {
  const number = groups.find(({ group }) => group === "identity");
  const all: Compared = {
    group: "",
    one: groups.flatMap(({ one }) => one),
    other: groups.flatMap(({ other }) => other),
    mayJoin: false,
  };
  return (number && fuller(number)) ?? fuller(all) ?? older;
}
