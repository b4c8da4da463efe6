import { describe, expect, it } from "vitest";
import { spokenDates, spokenSpan } from "./dates.ts";

const shanghai = "Asia/Shanghai";
const today = "2020-02-05";
const zh = spokenDates(today, shanghai, "zh-CN");
const en = spokenDates(today, shanghai, "en");

describe("dates as people say them", () => {
  it("says the near days by their names, the others by month and day", () => {
    expect(["2020-02-04", "2020-02-05", "2020-02-06", "2020-02-10"].map(zh.day)).toEqual([
      "昨天",
      "今天",
      "明天",
      "2月10日",
    ]);
    expect(["2020-02-04", "2020-02-10"].map(en.day)).toEqual(["yesterday", "10 Feb"]);
  });

  it("names the year once it is another one", () => {
    expect(zh.day("2019-12-31")).toBe("2019年12月31日");
    expect(en.day("2019-12-31")).toBe("31 Dec 2019");
  });

  it("goes by the town's day, not by UTC's", () => {
    // 00:30 of the 5th in Shanghai is still the 4th in UTC.
    expect(zh.instant("2020-02-04T16:30:00.000Z")).toBe("今天 00:30");
    expect(zh.instant("2020-02-04T15:30:00.000Z")).toBe("昨天 23:30");
  });

  it("gives plans their weekday", () => {
    expect(zh.dayInFull(today)).toBe("2020年2月5日 星期三");
    expect(en.dayInFull(today)).toBe("Wednesday 5 February 2020");
    expect(zh.dayWithWeekday(today)).toBe("2月5日 周三");
    expect(en.dayWithWeekday(today)).toBe("Wed 5 Feb");
  });

  it("says a span in the units that matter", () => {
    const spans = [0, 42, 60, 185, 3000].map((minutes) => spokenSpan(minutes, "zh-CN"));
    expect(spans).toEqual(["0 分", "42 分", "1 小时", "3 小时 5 分", "2 天"]);
  });
});
