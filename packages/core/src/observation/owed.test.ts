import { describe, expect, test } from "vitest";
import { owedReadings, type RecordedReading } from "./owed.ts";
import type { PulledOrder, PulledWindows } from "./pulled.ts";

const zone = "Asia/Shanghai";
const at = (time: string): string => new Date(`2020-02-05T${time}:00+08:00`).toISOString();
const window = (windowId: string, from: string, to: string, closesAt: string) => ({
  windowId,
  day: "2020-02-05",
  from: at(from),
  to: at(to),
  closesAt: at(closesAt),
});
const day: PulledWindows = {
  day: "2020-02-05",
  feverCelsius: 37.3,
  windows: [window("am", "07:00", "10:00", "11:00"), window("pm", "14:00", "17:00", "18:00")],
};
const order: PulledOrder = {
  orderId: "o",
  residentId: "r",
  name: "陈秀英",
  areaId: "a",
  areaName: "黄溪村",
  measure: "home-isolation",
  startDay: "2020-02-03",
  endDay: "2020-02-17",
  startsAt: new Date("2020-02-03T00:00:00+08:00").toISOString(),
  endsAt: new Date("2020-02-18T00:00:00+08:00").toISOString(),
  issuedAt: new Date("2020-02-03T09:00:00+08:00").toISOString(),
  place: "家中",
  readings: [],
};
const own = (change: Partial<RecordedReading> = {}): RecordedReading => ({
  orderId: "o",
  celsius: 36.6,
  takenAt: at("08:10"),
  sending: "waiting",
  ...change,
});
const states = (orders: PulledOrder[], recorded: RecordedReading[], now: string) =>
  owedReadings(orders, [day], recorded, at(now), zone).map(({ state }) => state);

describe("what is owed", () => {
  test("follows the clock of the town", () => {
    expect(states([order], [], "06:00")).toEqual(["upcoming", "upcoming"]);
    expect(states([order], [], "10:30")).toEqual(["open", "upcoming"]);
    expect(states([order], [], "14:00")).toEqual(["missed", "open"]);
  });

  test("is nothing on a day the phone holds no windows of", () => {
    const tomorrow = new Date("2020-02-06T08:00:00+08:00").toISOString();
    expect(owedReadings([order], [day], [], tomorrow, zone)).toEqual([]);
  });

  test("is no window that had begun when the order was issued", () => {
    const late = { ...order, issuedAt: at("07:30") };
    expect(states([late], [], "08:00")).toEqual(["upcoming"]);
  });
});

describe("what was recorded on the phone", () => {
  test("is done at once, and a fever is seen", () => {
    const [am] = owedReadings([order], [day], [own({ celsius: 38.2 })], at("08:15"), zone);
    expect(am).toMatchObject({ state: "done", celsius: 38.2, isFever: true, sending: "waiting" });
  });

  test("counts once when it comes back from the server", () => {
    const back = { celsius: 36.6, isFever: false, takenAt: at("08:10") };
    const held = { ...order, readings: [back] };
    expect(states([held], [own({ sending: "sent" })], "08:15")).toEqual(["done", "upcoming"]);
  });

  test("settles nothing when it was refused, but is not forgotten", () => {
    const [am] = owedReadings([order], [day], [own({ sending: "refused" })], at("08:15"), zone);
    expect(am).toMatchObject({ state: "open", sending: "refused" });
    expect(am?.celsius).toBeUndefined();
  });
});
