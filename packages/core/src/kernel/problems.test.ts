import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineProblems, kernelProblems, Problem } from "./problems.ts";

const problems = defineProblems("supplies", {
  storeClosed: { status: 409 },
  overdrawn: { status: 422, details: z.object({ left: z.number() }) },
});

describe("a declared problem", () => {
  test("is thrown under the module's name, with its status and details", () => {
    const problem = problems.overdrawn({ left: 3 });
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({
      code: "supplies.overdrawn",
      status: 422,
      details: { left: 3 },
    });
  });

  test("without details has none", () => {
    expect(problems.storeClosed().details).toBeUndefined();
  });

  test("says before it is thrown what it is, for the contract", () => {
    expect(problems.overdrawn.code).toBe("supplies.overdrawn");
    expect(problems.overdrawn.status).toBe(422);
    expect(problems.overdrawn.details?.safeParse({ left: "3" }).success).toBe(false);
    expect(problems.storeClosed.details).toBeUndefined();
  });

  test("takes exactly the details it declares", () => {
    // @ts-expect-error the details are missing
    expect(problems.overdrawn().details).toBeUndefined();
    // @ts-expect-error there are none to give
    expect(problems.storeClosed({ left: 1 }).code).toBe("supplies.storeClosed");
  });
});

test("the kernel's problems are all refusals or failures", () => {
  for (const kind of Object.values(kernelProblems)) {
    expect(kind.code).toMatch(/^kernel\.[a-zA-Z]+$/);
    expect(kind.status).toBeGreaterThanOrEqual(400);
  }
});
