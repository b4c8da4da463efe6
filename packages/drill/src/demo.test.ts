import { roles } from "@lianfang/core/kernel/access.ts";
import { addDays, instantAt } from "@lianfang/core/kernel/time.ts";
import { startApplication, type TestApplication } from "@lianfang/testkit/application.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, actorAt, allRows } from "./actor.ts";
import { type Demo, makeDemo } from "./demo.ts";
import { writeIds } from "./write-ids.ts";

const opensOn = "2020-02-05";
const opensAt = instantAt(opensOn, "15:18", "Asia/Shanghai");
const firstDay = addDays(opensOn, -6);

let application: TestApplication;
let address: string;
let demo: Demo;
let director: Actor;
const steps = new Set<string>();

beforeAll(async () => {
  application = await startApplication({ withJobs: true, demo: { cards: [] } });
  const { app, clock } = application;
  address = await app.http.listen({ port: 0, host: "127.0.0.1" });
  demo = await makeDemo({
    address,
    presetId: "dongguan",
    foundingCode: (await app.foundingCode()) ?? "",
    households: 150,
    days: 7,
    setClock: (instant) => clock.set(instant),
    runJob: (name) => app.runJob(name),
    report: (step) => steps.add(step),
  });
  clock.set(demo.opensAt);
  director = await signedIn("director");
}, 240_000);
afterAll(() => application.close());

async function signedIn(userName: string): Promise<Actor> {
  const card = demo.cards.find((one) => one.userName === userName);
  const now = (): string => application.clock.now();
  const actor = actorAt({ address, now, write: writeIds("test", now) });
  const { password = "" } = card ?? {};
  const write = writeIds(`test ${userName}`, now)("sign-in");
  await actor.api.accounts.signIn({ ...write, userName, password });
  return actor;
}

/** How often the journal has an entry. */
async function written(entry: string): Promise<number> {
  const rows = await allRows((after) => director.api.journal.list({ entry, limit: 200, after }));
  return rows.length;
}

async function figuresAt(at: string): Promise<Map<string, number>> {
  const { figures } = await director.api.command.figures({ at });
  return new Map(figures.map(({ figureId, value }) => [figureId, value]));
}

test("opens in the afternoon of the town's own day, as a drill", async () => {
  expect(demo.opensAt).toBe(opensAt);
  const { town } = await director.api.accounts.me({});
  expect(town).toMatchObject({ isDrill: true, activatedOn: firstDay, name: "东观镇" });
  const { rows } = await director.api.journal.list({ limit: 10 });
  const own = rows.filter(({ entry }) => entry !== "accounts.session.opened");
  expect(own.every(({ receivedAt }) => receivedAt <= opensAt)).toBe(true);
  expect([...steps]).toEqual(["founding", "days", "register", "staff"]);
});

test("has a card for every role, and each of them opens", async () => {
  expect(demo.cards.map(({ role }) => role).sort()).toEqual([...roles].sort());
  for (const { userName, role, displayName } of demo.cards) {
    const me = await (await signedIn(userName)).api.accounts.me({});
    expect(me.displayName).toBe(displayName);
    expect(me.grants.map((grant) => grant.role)).toContain(role);
  }
});

test("rounds are made as the rules ask: most yesterday, some today, a few found something", async () => {
  const { rounds } = director.api;
  const today = await rounds.coverage({});
  const yesterday = await rounds.coverage({ day: addDays(opensOn, -1) });
  const sum = (rules: typeof today.rules, of: "due" | "done" | "open" | "missed") =>
    rules.reduce((all, rule) => all + rule[of], 0);
  expect(sum(today.rules, "done")).toBeGreaterThan(0);
  expect(sum(today.rules, "open")).toBeGreaterThan(0);
  expect(sum(yesterday.rules, "missed")).toBeGreaterThan(0);
  expect(sum(yesterday.rules, "done")).toBeGreaterThan(sum(yesterday.rules, "missed"));
  const records = await allRows((after) => rounds.records({ limit: 200, after }));
  expect(records).toHaveLength(
    (await written("rounds.visit.recorded")) + (await written("rounds.patrol.recorded")),
  );
  expect(records.some(({ finding }) => finding !== undefined)).toBe(true);
});

test("the office shares views of its residents, and each shows somebody", async () => {
  const { lists, registry } = director.api;
  const { views } = await lists.views({ list: "registry.residents" });
  const names = views.map(({ name, isShared }) => [name, isShared]);
  expect(names.sort()).toEqual([
    ["租住人员", true],
    ["重点人群", true],
    ["重点行业人员", true],
  ]);
  for (const { filters } of views) {
    expect((await registry.residents({ ...filters, limit: 1 })).rows).toHaveLength(1);
  }
});

test("premises are entered with who is there; some are closed, some work again", async () => {
  const { registry } = director.api;
  const premises = await allRows((after) => registry.premisesList({ limit: 200, after }));
  const kinds = new Set(premises.map(({ kind }) => kind));
  for (const kind of ["enterprise", "school", "market", "shop"] as const)
    expect(kinds).toContain(kind);
  const tenants = await allRows((after) =>
    registry.residents({ tenancy: "any", limit: 200, after }),
  );
  const dwellings = premises.filter(({ kind }) => kind === "rented-dwelling");
  const households = new Set(tenants.map(({ householdId }) => householdId));
  expect(dwellings).toHaveLength(households.size);
  for (const { state, stateSince } of premises.filter(({ kind }) => kind === "entertainment"))
    expect([state, stateSince]).toEqual(["closed", addDays(firstDay, 1)]);
  expect(premises.some(({ kind, state }) => kind === "enterprise" && state === "resumed")).toBe(
    true,
  );
  expect(premises.some(({ kind, people }) => kind === "school" && people > 0)).toBe(true);
  const figures = await figuresAt(demo.opensAt);
  expect(figures.get("registry.rentals")).toBe(dwellings.length);
  expect(figures.get("registry.tenants")).toBe(tenants.length);
});

test("the register came in by a file, and what could not be read is told", async () => {
  const { rows } = await director.api.registry.imports({});
  const counts = rows[0]?.counts;
  expect(rows[0]?.state).toBe("confirmed");
  expect(counts).toMatchObject({ changed: 0, same: 0, rejected: 4 });
  expect(counts?.read).toBe((counts?.new ?? 0) + (counts?.rejected ?? 0));
});

test("somebody entered twice is one again, and another pair is still to be looked at", async () => {
  expect(await written("registry.resident.merged")).toBe(1);
  const { rows } = await director.api.registry.duplicates({});
  expect(rows).toMatchObject([{ reasons: ["name", "birthday", "household"] }]);
});

test("figures are what the actors did", async () => {
  const figures = await figuresAt(opensAt);
  const issued = await written("observation.order.issued");
  const released = await written("observation.order.released");
  const revoked = await written("observation.order.revoked");
  const standing = await allRows((after) =>
    director.api.observation.orders({ state: "issued", limit: 200, after }),
  );
  expect(standing).toHaveLength(issued - released - revoked);
  expect(figures.get("observation.current.people")).toBe(standing.length);
  expect(figures.get("observation.released")).toBe(released);
  expect(figures.get("observation.people")).toBe(issued - revoked);
  const recorded = await written("screening.arrival.recorded");
  const voided = await written("screening.arrival.voided");
  expect(figures.get("screening.screened")).toBe(recorded - voided);
  expect([issued, released, revoked, voided].every((count) => count > 0)).toBe(true);
});

test("readings due are readings done, missed or still open, and every missed one raised an alert", async () => {
  const { counts } = await director.api.observation.readingsDue({ day: opensOn, limit: 1 });
  const figures = await figuresAt(opensAt);
  const all = counts.done + counts.missed + counts.open + counts.upcoming;
  expect(figures.get("observation.readings.due")).toBe(all);
  expect(figures.get("observation.readings.done")).toBe(counts.done);
  const alerts = await allRows((after) => director.api.observation.alerts({ limit: 200, after }));
  const missedToday = alerts.filter(({ kind, day }) => kind === "missed" && day === opensOn);
  expect(missedToday).toHaveLength(counts.missed);
  expect(alerts.some(({ kind, acknowledged }) => kind === "fever" && !acknowledged)).toBe(true);
  expect(await written("observation.reading.corrected")).toBe(1);
});

test("a bulletin was issued every evening but the last, and each still says what the records say", async () => {
  const { rows } = await director.api.command.bulletins({ limit: 50 });
  const days = Array.from({ length: 6 }, (_, at) => addDays(opensOn, -1 - at));
  expect(rows.map(({ day, state }) => [day, state])).toEqual(days.map((day) => [day, "issued"]));
  for (const { bulletinId, cutOffAt } of rows) {
    const { figures, digest } = await director.api.command.bulletin({ bulletinId });
    const counted = await figuresAt(cutOffAt);
    expect(figures.map(({ figureId }) => [figureId, counted.get(figureId)])).toEqual(
      figures.map(({ figureId, value }) => [figureId, value]),
    );
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  }
});

test("some village has nobody's name on it, and the board says so", async () => {
  const { needs } = await director.api.command.board({});
  const counted = new Map(needs.map(({ need, count }) => [need, count]));
  expect(counted.get("unassigned")).toBe(3);
  expect(counted.get("open-fever")).toBeGreaterThan(0);
  expect(counted.get("awaiting-order")).toBeGreaterThan(0);
});

test("checkpoints are cut on drawn roads, most of those left are manned, and a draft is begun", async () => {
  const { checkpoints, command } = director.api;
  const { rows: plans } = await checkpoints.plans({ limit: 10 });
  expect(
    plans.map(({ title, isDraft, appliedAt }) => [title, isDraft, Boolean(appliedAt)]),
  ).toEqual([
    ["复工后放开", true, false],
    ["卡口精减", false, true],
  ]);
  const { checkpoints: shown } = await command.board({});
  const counted = new Map(
    [...(shown?.standing ?? []), ...(shown?.moved ?? [])].map(({ figureId, value }) => [
      figureId.slice("checkpoints.".length),
      value,
    ]),
  );
  expect(counted.get("unmanned")).toBe(2);
  expect(counted.get("manned")).toBeGreaterThan(3);
  expect(counted.get("crossings.people")).toBeGreaterThan(5);
  expect(counted.get("crossings.fevers")).toBeGreaterThan(0);
  expect(counted.get("passes.misused")).toBeGreaterThan(0);
});

test("directives are confirmed in time, late and not at all; one is finished, one replaced", async () => {
  const { directives } = director.api;
  const rows = await allRows((after) => directives.directives({ limit: 200, after }));
  const withProgress = rows.filter(({ state }) => state === "standing");
  expect(rows.filter(({ state }) => state === "superseded")).toHaveLength(1);
  expect(withProgress.some(({ progress }) => progress.overdue > 0)).toBe(true);
  expect(withProgress.some(({ progress }) => progress.late > 0)).toBe(true);
  expect(withProgress.some(({ progress }) => progress.finished > 0)).toBe(true);
  expect(withProgress.every(({ progress }) => progress.confirmed > 0)).toBe(true);
  const acts = await Promise.all(
    rows.map(({ directiveId }) => directives.acts({ directiveId, limit: 200 })),
  );
  const all = acts.flatMap((page) => page.rows);
  expect(all.filter(({ entered }) => entered)).toHaveLength(1);
  expect(all.filter(({ isTakenBack }) => isTakenBack)).toHaveLength(1);
  const isPutRight = all.filter(({ amendments }) => amendments.some((each) => !each.isTakenBack));
  expect(isPutRight).toHaveLength(1);
  const [latest] = rows;
  expect(latest?.progress.confirmed).toBeLessThan(latest?.progress.units ?? 0);
  const { needs } = await director.api.command.board({});
  const need = needs.find(({ need: kind }) => kind === "overdue-confirmations");
  expect(need?.count).toBeGreaterThan(0);
});

test("phones are in use, behind and lost; an arrival and a conflict wait for review", async () => {
  const { sync } = director.api;
  const { rows: phones } = await sync.devices({ limit: 10 });
  const told = phones.map(({ label, state, unsent }) => [label, state, unsent]);
  expect(told.sort()).toEqual([
    ["卡口一号机", "in-use", 0],
    ["村医手机", "in-use", 3],
    ["网格手机", "lost", 0],
  ]);
  const { rows: kept } = await sync.quarantine({ limit: 10 });
  expect(kept.map(({ procedure, reason }) => [procedure, reason]).sort()).toEqual([
    ["checkpoints.recordCrossing", "conflict"],
    ["screening.recordArrival", "device-lost"],
  ]);
});

test("the journal is whole", async () => {
  await application.app.runJob("journal.seal");
  const { isIntact, sealedRows } = await director.api.journal.verify({});
  expect(isIntact).toBe(true);
  expect(sealedRows).toBeGreaterThan(300);
});
