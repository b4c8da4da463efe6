import { instantAt } from "@lianfang/core/kernel/time.ts";
import { expect, test } from "vitest";
import { type Agenda, openAgenda } from "./agenda.ts";

const day = "2020-02-05";
const at = (time: string): string => instantAt(day, time, "Asia/Shanghai");

function opened(): {
  agenda: Agenda;
  clock: string[];
  happened: string[];
  note(what: string): () => Promise<void>;
} {
  const clock: string[] = [];
  const happened: string[] = [];
  const agenda = openAgenda(at("08:00"), "Asia/Shanghai", (instant) => clock.push(instant));
  const note = (what: string) => async () => {
    happened.push(
      `${what} ${agenda.now() === at("08:00") ? "at once" : agenda.now().slice(11, 16)}`,
    );
  };
  return { agenda, clock, happened, note };
}

test("what happens happens in order of time, and at one time in the order it was put down", async () => {
  const { agenda, happened, note } = opened();
  agenda.add(day, "10:00", note("third"));
  agenda.add(day, "09:00", note("first"));
  agenda.add(day, "09:00", note("second"));
  await agenda.live(at("12:00"));
  expect(happened).toEqual(["first 01:00", "second 01:00", "third 02:00"]);
  expect(agenda.now()).toBe(at("12:00"));
});

test("what lies beyond waits, and what belongs to no day never happens", async () => {
  const { agenda, happened, note } = opened();
  agenda.add(day, "15:00", note("later"));
  agenda.add(undefined, "09:00", note("never"));
  await agenda.live(at("12:00"));
  expect(happened).toEqual([]);
  await agenda.live(at("15:00"));
  expect(happened).toEqual(["later 07:00"]);
});

test("one thing leads to another, and the clock never goes back", async () => {
  const { agenda, clock, happened, note } = opened();
  agenda.add(day, "09:00", async () => {
    agenda.addIn(30, note("half an hour later"));
    agenda.add(day, "08:30", note("overdue"));
  });
  await agenda.live(at("10:00"));
  expect(happened).toEqual(["overdue 01:00", "half an hour later 01:30"]);
  expect(clock).toEqual([...clock].sort());
  expect(clock[0]).toBe(at("08:00"));
});
