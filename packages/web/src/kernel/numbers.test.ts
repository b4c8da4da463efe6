import { describe, expect, it } from "vitest";
import { digits, signed, spokenNumber } from "./numbers.ts";

describe("numbers", () => {
  it("are said in 万 and 亿 from there on, never more than there is", () => {
    const said = [9_999, 10_000, 12_499, 299_999, 100_000_000].map((n) => spokenNumber(n, "zh-CN"));
    expect(said).toEqual(["9999", "1万", "1.24万", "29.99万", "1亿"]);
    expect(spokenNumber(-12_000, "zh-CN")).toBe("−1.2万");
  });

  it("keep their digits in English and in tables", () => {
    expect(spokenNumber(12_400, "en")).toBe("12,400");
    expect(digits(1_234_567)).toBe("1,234,567");
  });

  it("say a change with its sign", () => {
    expect([3, -6, 0].map(signed)).toEqual(["+3", "−6", "±0"]);
  });
});
