import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { testApplication } from "@lianfang/testkit/application.ts";
import { insertBareAccount, insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { expect, test } from "vitest";
import { openSession } from "../kernel/session/session.ts";

const { app, clock } = await testApplication();
const { db, live } = app.kernel;
const townId = await insertBareTown(db);
const accountId = await insertBareAccount(db, townId);
const address = await app.http.listen({ port: 0, host: "127.0.0.1" });

async function follow(): Promise<IncomingMessage> {
  const token = await openSession(db, { townId, accountId }, clock.now());
  const request = get(`${address}/api/journal/live`, { headers: { cookie: `lianfang=${token}` } });
  const [response]: IncomingMessage[] = await once(request, "response");
  if (!response) throw new Error("no response");
  return response.setEncoding("utf8");
}

test("changes of the town come as server-sent events", async () => {
  const response = await follow();
  expect(response.headers["content-type"]).toContain("text/event-stream");
  await wait(50);
  live.changed(townId, "registry");
  let text = "";
  for await (const chunk of response) {
    text += chunk;
    if (text.includes("registry")) break;
  }
  expect(text).toContain("event: message");
  expect(text).toContain(`"modules":["registry"]`);
});

test("who has gone away is followed by nobody's ear", async () => {
  await expect.poll(() => live.followers(townId)).toBe(0);
  const response = await follow();
  await expect.poll(() => live.followers(townId)).toBe(1);
  response.destroy();
  await expect.poll(() => live.followers(townId)).toBe(0);
});
