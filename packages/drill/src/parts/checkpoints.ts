/** The town's checkpoints: set up, cut to the fewest, and what passes at one of them day by day. */
import type { Part } from "../stage.ts";
import { guardRound, strangeThings } from "./checkpoints/crossings.ts";
import type { Memory } from "./checkpoints/memory.ts";
import { givePasses } from "./checkpoints/passes.ts";
import { phonesAtWork } from "./checkpoints/phones.ts";
import { beginNext, consolidate } from "./checkpoints/plan.ts";
import { manAll, putOnDuty, setUp } from "./checkpoints/posts.ts";

const rounds = ["07:20", "08:05", "09:30", "11:10", "13:40", "14:25"] as const;

export const checkpointsPart: Part = (stage) => {
  const { agenda, days } = stage;
  const memory: Memory = {
    graph: undefined,
    guardedId: "",
    guardedRoad: "",
    cards: [],
    rules: undefined,
  };
  agenda.add(days[0], "14:10", () => setUp(stage, memory));
  agenda.add(days[1], "10:05", () => givePasses(stage, memory));
  agenda.add(days[3], "16:20", () => consolidate(stage, memory));
  for (const day of days.slice(1)) {
    agenda.add(day, "06:30", () => putOnDuty(stage, memory, day));
    for (const time of rounds) agenda.add(day, time, () => guardRound(stage, memory, time));
  }
  const last = days.at(-1) ?? "";
  agenda.add(last, "06:40", () => manAll(stage, memory, last));
  phonesAtWork(stage, memory);
  agenda.add(days.at(-1), "14:35", () => beginNext(stage, memory));
  agenda.add(days.at(-1), "14:40", () => strangeThings(stage, memory));
};
