import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { anybody, onTown } from "./access.ts";
import { defineProblems } from "./problems.ts";
import { command, query } from "./procedure.ts";

const problems = defineProblems("supplies", { storeClosed: { status: 409 } });

const read = query("/supplies/stores", {
  summary: "Stores",
  access: anybody,
  input: z.object({}),
  output: z.object({}),
});

const write = command("POST", "/supplies/movements", {
  summary: "Move goods",
  access: onTown("storekeeper"),
  journal: "supplies.goods.moved",
  shownOnce: ["code"],
  input: z.object({ pieces: z.number() }),
  output: z.object({ code: z.string() }),
  problems: [problems.storeClosed],
})["~orpc"];

describe("a query", () => {
  test("is read by GET under its module's tag", () => {
    const { meta, route } = read["~orpc"];
    expect(route).toMatchObject({ method: "GET", path: "/supplies/stores", tags: ["supplies"] });
    expect(meta).toEqual({ kind: "query", access: anybody });
  });

  test("for anybody can't be refused for want of a session", () => {
    expect(Object.keys(read["~orpc"].errorMap)).not.toContain("kernel.unauthenticated");
  });
});

describe("a command", () => {
  test("says who may call it, what it leaves in the journal and what is shown once", () => {
    expect(write.meta).toEqual({
      kind: "command",
      access: onTown("storekeeper"),
      journal: "supplies.goods.moved",
      shownOnce: ["code"],
    });
  });

  test("takes the caller's id, and the time when it happened, besides its own input", () => {
    const parse = (value: unknown) => write.inputSchema?.["~standard"].validate(value);
    expect(parse({ pieces: 3 })).toHaveProperty("issues");
    expect(parse({ id: v7(), pieces: 3, happenedAt: "2020-02-05T04:00:00Z" })).toHaveProperty(
      "value.happenedAt",
      "2020-02-05T04:00:00.000Z",
    );
  });

  test("names every problem it may meet", () => {
    expect(Object.keys(write.errorMap)).toEqual(
      expect.arrayContaining([
        "supplies.storeClosed",
        "kernel.invalid",
        "kernel.idReused",
        "kernel.unauthenticated",
        "kernel.forbidden",
        "kernel.tooMany",
        "kernel.internal",
      ]),
    );
  });
});
