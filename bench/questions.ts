/** What is asked of the registers at their full size. */
import { registerOf } from "./million.ts";
import type { Stage } from "./stage.ts";

/** A million residents in twenty towns. */
export const size = { households: 14_600, towns: 20 };

type Registry = Stage["director"]["registry"];
type Question<List extends "residents" | "households" | "premisesList"> = NonNullable<
  Parameters<Registry[List]>[0]
>;

interface Questions {
  residents: Record<string, Question<"residents">>;
  households: Record<string, Question<"households">>;
  premises: Record<string, Question<"premisesList">>;
}

const typedWords = [
  "z",
  "zh",
  "zhang",
  "zhangw",
  "zw",
  "l",
  "li x",
  "w x m",
  "王",
  "王 3组",
  "第8村 王",
];

/** What people type, letter by letter, and what they narrow and sort by. */
export function questions(stage: Stage): Questions {
  const somebody = registerOf(stage, size).households[7_000]?.members[0];
  const tail = somebody?.identityNumber.slice(-4) ?? "1234";
  const typed = (words: readonly string[]) =>
    Object.fromEntries(words.map((search) => [`typed: ${search}`, { search }]));
  return {
    residents: {
      ...typed([...typedWords, tail, "查无此人"]),
      "all rows": {},
      "age 80-": { age: "80-" },
      "no phone": { phone: "no" },
      vulnerable: { vulnerability: "any" },
      "by name": { sort: "name" },
      "by age, from the end": { sort: "-age" },
      "last changed": { sort: "-changed" },
      "from a number": { from: "080001" },
    },
    households: {
      ...typed(["3组", "第8村", "王", "wang", "查无此户"]),
      "all rows": {},
      "last changed": { sort: "-changed" },
      "no phone": { phone: "no" },
      "of five or six": { members: "5-6" },
    },
    premises: {
      ...typed(["超市", "chaoshi", "sfcs", "第8村", "第8村 超市", "查无此店", tail]),
      "all rows": {},
      restaurants: { kind: "restaurant" },
      "by name": { sort: "name" },
      "last changed": { sort: "-changed" },
      "without a telephone": { phone: "no" },
      "ten and more people": { people: "10-49" },
    },
  };
}
