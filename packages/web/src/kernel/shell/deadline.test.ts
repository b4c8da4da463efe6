import { describe, expect, it } from "vitest";
import { nextDeadline } from "./deadline.ts";

const clock = {
  collectBy: "16:00",
  meetAt: "18:00",
  publishTasksAt: "19:00",
  bulletinBy: "17:00",
};
const zone = "Asia/Shanghai";

describe("what the town's clock says is due next", () => {
  it("is the next of the day's times", () => {
    const next = nextDeadline(clock, "2020-02-05T07:18:00.000Z", zone);
    expect(next).toEqual({ point: "collectBy", time: "16:00", minutesLeft: 42 });
  });

  it("is the bulletin between reports and meeting, whatever the order of the settings", () => {
    expect(nextDeadline(clock, "2020-02-05T08:00:00.000Z", zone)?.point).toBe("bulletinBy");
  });

  it("is tomorrow's first once today's are over", () => {
    const next = nextDeadline(clock, "2020-02-05T15:00:00.000Z", zone);
    expect(next).toEqual({ point: "collectBy", time: "16:00", minutesLeft: 17 * 60 });
  });

  it("knows 24:00", () => {
    const late = { ...clock, bulletinBy: "24:00" };
    expect(nextDeadline(late, "2020-02-05T15:30:00.000Z", zone)).toMatchObject({
      point: "bulletinBy",
      minutesLeft: 30,
    });
  });
});
