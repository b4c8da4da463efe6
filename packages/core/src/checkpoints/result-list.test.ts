import { expect, test } from "vitest";
import { checkCharacter } from "../registry/identity-number.ts";
import { readResult } from "./result-list.ts";

const at = {
  timeZone: "Asia/Shanghai",
  now: "2022-03-19T04:00:00.000Z",
  today: "2022-03-19",
};
const first17 = "77010119700304002";
const identityNumber = first17 + checkCharacter(first17);
const wrongNumber = first17 + (identityNumber.endsWith("0") ? "1" : "0");
const said = (cells: Parameters<typeof readResult>[0]) => {
  const read = readResult({ identityNumber, ...cells }, at);
  return read.ok ? read.line : read.fault;
};

test.each([
  "2022-03-18 14:30",
  "2022/3/18 14:30:00",
  "2022年3月18日 14:30",
  "2022-03-18T14:30:00.000",
])("%s is half past two in the town", (sampledAt) => {
  expect(said({ sampledAt, result: "阴性" })).toEqual({
    identityNumber,
    test: { sampledAt: "2022-03-18T06:30:00.000Z", result: "negative" },
    healthCode: undefined,
  });
});

test("a code may come alone, and with any of its names", () => {
  expect(said({ healthCode: "红码" })).toMatchObject({ healthCode: "red", test: undefined });
  expect(said({ healthCode: "GREEN" })).toMatchObject({ healthCode: "green" });
});

test.each([
  [{ identityNumber: wrongNumber, healthCode: "绿" }, "identity"],
  [{ identityNumber: "" }, "identity"],
  [{}, "nothing"],
  [{ sampledAt: "昨天", result: "阴性" }, "time"],
  [{ sampledAt: "2022-02-31 08:00", result: "阴性" }, "time"],
  [{ result: "阴性" }, "time"],
  [{ sampledAt: "2022-03-20 08:00", result: "阴性" }, "future"],
  [{ sampledAt: "2022-03-18 08:00", result: "?" }, "result"],
  [{ healthCode: "蓝" }, "code"],
])("%o is not taken: %s", (cells, fault) => {
  expect(said(cells)).toBe(fault);
});
