import { testApplication } from "@lianfang/testkit/application.ts";
import { describe, expect, test } from "vitest";

const { app, visitor } = await testApplication();

describe("the application", () => {
  test("says how it is", async () => {
    const answer = await app.http.inject({ url: "/api/health" });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      status: "ok",
      database: "ok",
      schema: { isCurrent: true },
    });
  });

  test("describes every procedure, with who may call it", async () => {
    const answer = await app.http.inject({ url: "/api/openapi.json" });
    const document = answer.json();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(document.paths["/journal"].get["x-access"].roles).toContain("auditor");
  });

  test("refuses who is not signed in, in the caller's language", async () => {
    const inEnglish = await app.http.inject({
      url: "/api/journal",
      headers: { "accept-language": "en" },
    });
    expect(inEnglish.statusCode).toBe(401);
    expect(inEnglish.json()).toMatchObject({
      code: "kernel.unauthenticated",
      message: "You are not signed in, or your session has ended.",
    });
    await expect(visitor().call.journal.list({})).rejects.toMatchObject({
      code: "kernel.unauthenticated",
      message: "您还没有登录，或登录已过期。",
    });
  });

  test("refuses strangers before it looks at what they sent", async () => {
    const answer = await app.http.inject({ url: "/api/journal?limit=0" });
    expect(answer.statusCode).toBe(401);
  });

  test("answers unknown addresses as a problem", async () => {
    const answer = await app.http.inject({ url: "/api/nothing" });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().code).toBe("kernel.notFound");
  });

  test("refuses writes that come from another site", async () => {
    const answer = await app.http.inject({
      method: "POST",
      url: "/api/accounts/sign-out",
      headers: { "sec-fetch-site": "cross-site" },
      payload: {},
    });
    expect(answer.statusCode).toBe(403);
  });
});
