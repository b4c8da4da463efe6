import { startApplication, type TestApplication } from "@lianfang/testkit/application.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Demo, makeDemo } from "./demo.ts";

let application: TestApplication;
let demo: Demo;

beforeAll(async () => {
  application = await startApplication({ withJobs: true, demo: { cards: [] } });
  const { app, clock } = application;
  const started = performance.now();
  demo = await makeDemo({
    address: await app.http.listen({ port: 0, host: "127.0.0.1" }),
    presetId: "dongguan",
    foundingCode: (await app.foundingCode()) ?? "",
    households: 60,
    days: 7,
    setClock: (instant) => clock.set(instant),
    runJob: (name) => app.runJob(name),
    report: (step, done, of) =>
      console.log(Math.round(performance.now() - started), step, done, of),
  });
}, 120_000);
afterAll(() => application.close());

test("opens", async () => {
  expect(demo.opensAt).toBe("2020-02-05T07:18:00.000Z");
});
