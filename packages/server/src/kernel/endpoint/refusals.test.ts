import { kernelProblems, Problem } from "@lianfang/core/kernel/problems.ts";
import { ORPCError, ValidationError } from "@orpc/server";
import pg from "pg";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fieldProblems, refusalOf } from "./refusals.ts";

/** Refuses, and gives what was logged meanwhile. */
function refuse(error: unknown, constraints = {}) {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const refusal = refusalOf(error, "zh-CN", constraints, log);
  return { refusal, logged: lines.join("\n") };
}

function databaseError(fields: Partial<pg.DatabaseError>): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError("duplicate key", 0, "error"), fields);
}

function issuesOf(schema: z.ZodType, value: unknown) {
  const { error } = schema.safeParse(value);
  return fieldProblems(error?.issues ?? [], value);
}

describe("what is wrong with a field", () => {
  const Form = z.strictObject({
    name: z.string().min(1).max(5),
    code: z.string().min(4),
    count: z.number().min(1).max(9),
    kind: z.enum(["a", "b"]),
    day: z.iso.date(),
    rows: z.array(z.object({ id: z.uuid() })),
  });
  const right = { name: "甲", code: "1234", count: 3, kind: "a", day: "2020-02-05", rows: [] };

  test.each([
    [{ name: undefined }, { path: "name", code: "kernel.field.required" }],
    [{ name: "" }, { path: "name", code: "kernel.field.required" }],
    [{ name: 7 }, { path: "name", code: "kernel.field.wrongForm" }],
    [
      { name: "甲乙丙丁戊己" },
      { path: "name", code: "kernel.field.tooLong", params: { maximum: 5 } },
    ],
    [{ code: "12" }, { path: "code", code: "kernel.field.tooShort", params: { minimum: 4 } }],
    [{ count: 0 }, { path: "count", code: "kernel.field.tooSmall", params: { minimum: 1 } }],
    [{ count: 10 }, { path: "count", code: "kernel.field.tooLarge", params: { maximum: 9 } }],
    [{ kind: "c" }, { path: "kind", code: "kernel.field.notOffered" }],
    [{ day: "2020-02-30" }, { path: "day", code: "kernel.field.wrongForm" }],
    [{ rows: [{ id: "1" }] }, { path: "rows.0.id", code: "kernel.field.wrongForm" }],
    [{ extra: 1 }, { path: "", code: "kernel.field.unknown" }],
  ])("%j", (wrong, expected) => {
    expect(issuesOf(Form, right)).toEqual([]);
    expect(issuesOf(Form, { ...right, ...wrong })).toEqual([expected]);
  });

  test("may be named by the schema itself, if there is a text for it", () => {
    const named = z.string().refine(() => false, { message: "kernel.field.notOffered" });
    const unnamed = z.string().refine(() => false, { message: "whatever" });
    expect(issuesOf(named, "x")[0]?.code).toBe("kernel.field.notOffered");
    expect(issuesOf(unnamed, "x")[0]?.code).toBe("kernel.field.wrongForm");
  });
});

describe("a refusal", () => {
  test("of a problem says what it is and how it is mended", () => {
    const { refusal } = refuse(kernelProblems.tooMany({ retryAfterSeconds: 3 }));
    expect(refusal).toMatchObject({
      code: "kernel.tooMany",
      status: 429,
      message: "操作太频繁。",
      data: { details: { retryAfterSeconds: 3 }, mend: "请稍等片刻再试。" },
    });
  });

  test("without details has none", () => {
    expect(refuse(kernelProblems.forbidden()).refusal.data).toEqual({ mend: expect.any(String) });
  });

  test("of a violated constraint is the problem the module says it means", () => {
    const taken = () => new Problem("things.nameTaken", 409);
    const { refusal, logged } = refuse(databaseError({ code: "23505", constraint: "thing_key" }), {
      thing_key: taken,
    });
    expect(refusal).toMatchObject({ code: "things.nameTaken", status: 409 });
    expect(logged).toBe("");
  });

  test.each(["53300", "57P03"])("of a database that can't answer (%s) is temporary", (code) => {
    expect(refuse(databaseError({ code })).refusal).toMatchObject({
      code: "kernel.unavailable",
      status: 503,
    });
  });

  test("of an unknown procedure is not found", () => {
    expect(refuse(new ORPCError("NOT_FOUND")).refusal.status).toBe(404);
  });

  test("of what nobody foresaw gives a reference, the same as in the log, and no more", () => {
    const { refusal, logged } = refuse(new TypeError("x is not a function"));
    expect(refusal).toMatchObject({ code: "kernel.internal", status: 500 });
    expect(JSON.stringify(refusal.toJSON())).not.toContain("not a function");
    const reference = JSON.parse(logged).reference;
    expect(refusal.data).toMatchObject({ details: { reference } });
  });

  test("of an answer that breaks its schema names the field in the log, and no value", () => {
    const issues = z.object({ rows: z.array(z.object({ id: z.uuid() })) }).safeParse({
      rows: [{ id: "王小明" }],
    }).error?.issues;
    const cause = new ValidationError({ message: "wrong", issues: issues ?? [], data: "王小明" });
    const { refusal, logged } = refuse(new ORPCError("INTERNAL_SERVER_ERROR", { cause }));
    expect(refusal.status).toBe(500);
    expect(JSON.parse(logged).err.fields).toEqual(["rows.0.id"]);
    expect(logged).not.toContain("王小明");
  });

  test("keeps personal values of a database error out of the log", () => {
    const { refusal, logged } = refuse(
      databaseError({
        code: "23505",
        constraint: "resident_identity_key",
        table: "resident",
        detail: "Key (name)=(王小明) already exists.",
      }),
    );
    expect(refusal.status).toBe(500);
    expect(logged).toContain("resident_identity_key");
    expect(logged + JSON.stringify(refusal.toJSON())).not.toContain("王小明");
  });
});
