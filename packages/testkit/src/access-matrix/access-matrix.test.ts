/**
 * Every procedure × everybody × every place. The outcome is derived from the declaration; what is
 * declared stands in the contracts, and what is called is enumerated from them.
 */
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import { procedures } from "@lianfang/server/http/openapi.ts";
import { afterAll, describe, expect, test } from "vitest";
import { openFixture } from "./fixture.ts";
import { mismatches } from "./matrix.ts";

const fixture = await openFixture();
afterAll(() => fixture.close());

/** Modules of the contract that the server has. */
const all = procedures();

describe("the access matrix", () => {
  test.each(all)("$name answers exactly whom it should", async ({ name, meta }) => {
    expect(await mismatches(fixture, name, meta)).toEqual([]);
  });
});

describe("what the matrix rests on", () => {
  const declared = (of: (meta: ProcedureMeta) => boolean) => all.filter(({ meta }) => of(meta));

  test("every command names its journal entry, after its module", () => {
    for (const { name, meta } of declared(({ kind }) => kind === "command")) {
      expect(meta.journal, name).toMatch(/^[a-z]+\.[a-zA-Z]+\.[a-zA-Z]+$/);
    }
  });

  test("only reads are GET, and no read is anything else but a question too long for an address", () => {
    for (const { name, meta, method } of all) {
      if (meta.kind === "command") expect(method, name).not.toBe("GET");
      else expect(["GET", "POST"], name).toContain(method);
    }
  });

  test("whoever may call something is somebody", () => {
    const nobodyMay = declared(({ access }) => access.who === "held" && access.roles.length === 0);
    expect(nobodyMay).toEqual([]);
  });
});
