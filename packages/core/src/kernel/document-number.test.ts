import { expect, test } from "vitest";
import { documentNumber } from "./document-number.ts";

test("documents are numbered by the year", () => {
  expect(documentNumber(2020, 12)).toBe("〔2020〕第 12 号");
});
