import { describe, expect, it } from "vitest";
import { lookOf, numberCell } from "./number-text.ts";

const shown = (stored: string, code?: string, id = 0, from1904 = false) =>
  numberCell(stored, lookOf(id, code), from1904);

describe("a number cell", () => {
  it.each([
    ["13900000000", "13900000000"],
    ["1.39E+10", "13900000000"],
    ["36.700000000000003", "36.7"],
    ["0.30000000000000004", "0.3"],
    ["-12.5", "-12.5"],
    ["1E-7", "0.0000001"],
    ["1.5E+14", "150000000000000"],
  ])("stored as %s reads %s", (stored, expected) => {
    expect(shown(stored)).toEqual({ text: expected });
  });

  it.each([
    ["412829198001010000", undefined, "412829198001010000"],
    ["-4.1282919800101E+17", undefined, "-412829198001010000"],
    ["1E+15", undefined, "1000000000000000"],
    ["4.1282919800101E+17", undefined, "412829198001010000"],
    ["4.1282919800101E+17", "000000000000000000", "412829198001010000"],
  ])("of more than 15 digits is damaged: %s as %s", (stored, code, expected) => {
    expect(shown(stored, code)).toEqual({ text: expected, damaged: true });
  });

  it.each([
    ["43864", "yyyy\\-mm\\-dd", "2020-02-03"],
    ["43864.59", "yyyy-mm-dd", "2020-02-03"],
    ["43864.590277777781", "yyyy/m/d\\ h:mm", "2020-02-03 14:10"],
    ["43864.590289351851", "yyyy/m/d h:mm:ss", "2020-02-03 14:10:01"],
    ["43864.999999999", "yyyy/m/d h:mm", "2020-02-04"],
    ["43864", 'yyyy"年"m"月"d"日"', "2020-02-03"],
    ["43864", '[$-804]yyyy"年"m"月"d"日";@', "2020-02-03"],
    ["43864", "[DBNum1][$-804]m月d日", "2020-02-03"],
    ["43864", 'm"月"', "2020-02-03"],
    ["43864", "aaaa", "2020-02-03"],
    ["0.5", "h:mm", "12:00"],
    ["0.99999999", "h:mm", "00:00"],
    ["1.25", "[h]:mm", "30:00"],
    ["0.5", '上午/下午h"时"mm"分"', "12:00"],
    ["12", '#,##0.00"元"', "12"],
    ["12.345", "0.00_);[Red]\\(0.00\\)", "12.345"],
    ["0.125", "0.00%", "12.5%"],
    ["0.07", "0%", "7%"],
    ["42", "000000", "000042"],
    ["3", '0"号"', "3号"],
    ["19800101", "0000\\-00\\-00", "1980-01-01"],
    ["1234567", "000-000", "1234-567"],
    ["5", "General", "5"],
    ["5", "@", "5"],
    ["5", '0.0E+00"日"', "5"],
    ["-1", "yyyy-mm-dd", "-1"],
  ])("%s under the format %s reads %s", (stored, code, expected) => {
    expect(shown(stored, code)).toEqual({ text: expected });
  });

  it.each([
    [14, "43864", "2020-02-03"],
    [31, "43864", "2020-02-03"],
    [22, "43864.5", "2020-02-03 12:00"],
    [20, "0.5", "12:00"],
    [9, "0.5", "50%"],
    [1, "3", "3"],
    [49, "3", "3"],
  ])("knows the built-in format %i", (id, stored, expected) => {
    expect(shown(stored, undefined, id).text).toBe(expected);
  });

  it("counts days from 1900 with the leap day that never was, or from 1904", () => {
    expect(shown("1", "yyyy-mm-dd").text).toBe("1900-01-01");
    expect(shown("59", "yyyy-mm-dd").text).toBe("1900-02-28");
    expect(shown("60", "yyyy-mm-dd").text).toBe("1900-02-29");
    expect(shown("61", "yyyy-mm-dd").text).toBe("1900-03-01");
    expect(shown("42402", "yyyy-mm-dd", 0, true).text).toBe("2020-02-03");
    expect(shown("0", "yyyy-mm-dd", 0, true).text).toBe("1904-01-01");
  });

  it("takes its time for no format", () => {
    const hostile = `${"0".repeat(100_000)}x`;
    const began = performance.now();
    lookOf(0, hostile);
    lookOf(0, `"${"\\".repeat(100_000)}`);
    lookOf(0, "[".repeat(100_000));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
