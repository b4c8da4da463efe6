import { contract } from "@lianfang/core/contract.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { describe, expect, test } from "vitest";
import type { Locale } from "./context.ts";
import { fieldText, messageFor, problemText } from "./problem-text.ts";

const locales: Locale[] = ["zh-CN", "en"];

describe("a problem in words", () => {
  test("says what is wrong and what to do, in the caller's language", () => {
    expect(problemText("kernel.forbidden", undefined, "zh-CN")).toEqual({
      message: "您的岗位不能做这件事。",
      mend: "如工作需要，请向指挥长申请相应的权限。",
    });
    expect(problemText("kernel.forbidden", undefined, "en").message).toMatch(/^[A-Z].*\.$/);
  });

  test("without a text is at least its code", () => {
    expect(problemText("things.strange", { count: 1 }, "en")).toEqual({
      message: "things.strange",
      mend: "",
    });
    expect(messageFor("things.strange", {}, "en")).toBeUndefined();
  });

  test("of a field fills in the numbers", () => {
    const field = { path: "name", code: "kernel.field.tooLong", params: { maximum: 40 } };
    expect(fieldText(field, "zh-CN")).toBe("最多 40 个字符。");
    expect(fieldText({ path: "name", code: "things.strange" }, "en")).toBe("things.strange");
  });
});

/** Codes of every problem any procedure declares. */
function declaredCodes(): string[] {
  const procedures = Object.values(contract).flatMap((module) => Object.values(module));
  const declared = procedures.flatMap((procedure) => Object.keys(procedure["~orpc"].errorMap));
  const always = Object.values(kernelProblems).map(({ code }) => code);
  return [...new Set([...declared, ...always])].sort();
}

test.each(locales)("every declared problem has message and mend (%s)", (locale) => {
  const lacking = declaredCodes().filter((code) => {
    const { message, mend } = problemText(code, {}, locale);
    return message === code || mend === "";
  });
  expect(lacking).toEqual([]);
});
