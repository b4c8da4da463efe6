import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cleaned, fieldAt, isOptional, wrongFields, wrongPaths } from "./form-check.ts";

const schema = z.object({
  name: z.string().trim().min(1).max(4),
  phone: z.string().max(20).nullable().optional(),
  note: z.string().optional(),
  age: z.number().min(0).max(150).optional(),
});

describe("what was typed, checked by the contract", () => {
  it("sends an emptied field as null where the schema knows it, else not at all", () => {
    const sent = cleaned(schema, { name: "王", phone: "", note: "", age: undefined });
    expect(sent).toEqual({ name: "王", phone: null });
  });

  it("says what is missing, too long, too large", () => {
    const wrong = wrongFields(schema, { name: "", age: 200 });
    expect([...wrong.keys()]).toEqual(["name", "age"]);
    expect(wrong.get("age")).toContain("150");
    expect(wrongFields(schema, { name: "一二三四五" }).get("name")).toContain("4");
  });

  it("knows which fields may be left out", () => {
    expect(["name", "phone", "note", "age"].map((name) => isOptional(schema, name))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it("finds the form's field in the server's path", () => {
    expect(fieldAt("director.userName", ["userName", "password"])).toBe("userName");
    expect(fieldAt("source.villages", ["villages"])).toBe("villages");
    expect(fieldAt("elsewhere", ["villages"])).toBeUndefined();
  });

  it("names every wrong place of a document, its own checks in its own words", () => {
    const regions = z
      .object({ regions: z.array(z.object({ name: z.string().min(1) })) })
      .superRefine((_value, context) =>
        context.addIssue({ code: "custom", message: "own.key", path: ["regions", 1] }),
      );
    const wrong = wrongPaths(regions, { regions: [{ name: "" }] }, (key) => `said: ${key}`);
    expect([...wrong.keys()]).toEqual(["regions.0.name", "regions.1"]);
    expect(wrong.get("regions.1")).toBe("said: own.key");
  });
});
