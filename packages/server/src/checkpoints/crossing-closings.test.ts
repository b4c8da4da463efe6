/** Figures of crossings are what every crossing counted one by one makes them, whatever was closed when. */
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { someoneWaits } from "@lianfang/testkit/locks.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import fc from "fast-check";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterEach, describe, expect, test } from "vitest";
import { json } from "../kernel/database/database.ts";
import type { FigureScope } from "../kernel/figures/figures.ts";
import { townById } from "../kernel/session/town.ts";
import { closeCrossingDays } from "./closing-store.ts";
import { crossingFigures } from "./crossing-figures.ts";

const application = await testApplication({ at: "2020-02-09T04:00:00.000Z" });
const { db, figures } = application.app.kernel;
const founded = await foundTestTown(application, { activatedOn: "2020-02-01" });
const { areas, director, townId } = founded;
const town = await townById(db, townId);
const posts = [
  {
    areaId: areas.villageA,
    checkpointId: await setUpCheckpoint(director, areas.villageA, "桥头"),
  },
  {
    areaId: areas.villageB,
    checkpointId: await setUpCheckpoint(director, areas.villageB, "渡口"),
  },
];
const [policy] = (await director.call.policy.versions({})).versions;
const ids = crossingFigures.map(({ id }) => id);

interface Line {
  subject: "person" | "vehicle" | "boat";
  others: number;
  isRegistered: boolean;
  celsius: number | null;
  outcome: "admit" | "refuse";
  isInformed: boolean;
}
interface Crossing {
  crossingId: string;
  post: number;
  at: Instant;
  lines: readonly Line[];
  replacedAt?: Instant;
}

/** Four a day, every fourth the town's midnight; a thousandth of a second before, then, or after. */
const instant = fc
  .tuple(fc.nat(20), fc.constantFrom(-1, 0, 1))
  .map(([quarter, ms]) => new Date(Date.UTC(2020, 1, 2, 16 + quarter * 6, 0, 0, ms)).toISOString());
const line = fc.record<Line>({
  subject: fc.constantFrom("person", "vehicle", "boat"),
  others: fc.nat(3),
  isRegistered: fc.boolean(),
  celsius: fc.constantFrom(null, 36.5, 38.2),
  outcome: fc.constantFrom("admit", "refuse"),
  isInformed: fc.boolean(),
});
const step = fc.oneof(
  fc.record({
    does: fc.constant("write" as const),
    post: fc.nat(1),
    at: instant,
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    does: fc.constant("replace" as const),
    which: fc.nat(20),
    at: instant,
    isCorrected: fc.boolean(),
  }),
  fc.record({ does: fc.constant("close" as const), at: instant }),
);
type Step = typeof step extends fc.Arbitrary<infer Kind> ? Kind : never;

async function insert({ crossingId, post, at, lines }: Crossing, within = db): Promise<void> {
  const rows = lines.map(({ isRegistered, isInformed, others, ...each }, number) => ({
    ...each,
    ...{ town_id: townId, received_at: at, crossed_at: at, crossing_id: crossingId, line: number },
    ...{ checkpoint_id: posts[post]?.checkpointId, area_id: posts[post]?.areaId },
    others: each.subject === "person" ? 0 : others,
    ...{ direction: "in", steps: isRegistered ? ["ask", "register"] : ["ask"], evidence: {} },
    ...{ ruled: each.outcome, is_informed: isInformed, policy_version_id: policy?.versionId },
    reasons: each.celsius === 38.2 ? [{ code: "mask" }, { code: "fever" }] : [],
  }));
  await sql`insert into checkpoint_crossing
    select * from jsonb_populate_recordset(null::checkpoint_crossing, ${json(rows)})`.execute(
    within,
  );
}

async function replace(crossingId: string, at: Instant, by: string | null): Promise<void> {
  const why = by === null ? "void" : "corrected";
  await db
    .insertInto("checkpoint_crossing_replaced")
    .values({ town_id: townId, crossing_id: crossingId, why, replaced_by: by, at })
    .execute();
}

/** @returns what there is then, as the steps tell it */
async function carriedOut(steps: readonly Step[]): Promise<Crossing[]> {
  const all: Crossing[] = [];
  for (const each of steps) {
    if (each.does === "close") await closeCrossingDays(db, townId, each.at);
    if (each.does === "write") {
      const crossing = { crossingId: uuidv7(), ...each };
      await insert(crossing);
      all.push(crossing);
    }
    if (each.does !== "replace") continue;
    const standing = all.filter(({ replacedAt }) => replacedAt === undefined);
    const old = standing[each.which % standing.length];
    if (!old) continue;
    old.replacedAt = each.at;
    const next = { ...old, crossingId: uuidv7(), at: each.at, replacedAt: undefined };
    if (each.isCorrected) {
      await insert(next);
      all.push({ crossingId: next.crossingId, post: old.post, at: each.at, lines: old.lines });
    }
    await replace(old.crossingId, each.at, each.isCorrected ? next.crossingId : null);
  }
  return all;
}

const adds: Record<string, (line: Line) => number> = {
  vehicles: ({ subject }) => Number(subject === "vehicle"),
  boats: ({ subject }) => Number(subject === "boat"),
  people: ({ subject, others }) => (subject === "person" ? 1 : others),
  registered: ({ subject, isRegistered }) => Number(subject === "person" && isRegistered),
  temperatures: ({ subject, celsius }) => Number(subject === "person" && celsius !== null),
  refused: ({ subject, outcome }) => Number(subject === "person" && outcome === "refuse"),
  fevers: ({ subject, celsius }) => Number(subject === "person" && celsius === 38.2),
  persuaded: ({ subject, others, isInformed }) =>
    isInformed ? (subject === "person" ? 1 : others) : 0,
};

/** Counted one by one, by figure. */
function expected(all: readonly Crossing[], at: Instant, post?: number): Record<string, number> {
  const lines = all
    .filter((each) => each.at <= at && (each.replacedAt === undefined || each.replacedAt > at))
    .filter((each) => post === undefined || each.post === post)
    .flatMap((each) => each.lines);
  return Object.fromEntries(
    Object.entries(adds).map(([name, adding]) => [
      `checkpoints.crossings.${name}`,
      lines.reduce((sum, each) => sum + adding(each), 0),
    ]),
  );
}

function scopeAt(at: Instant, areaIds?: readonly string[]): FigureScope {
  if (!town) throw new Error("no town");
  const reach = areaIds ? ({ all: false, areaIds } as const) : ({ all: true } as const);
  return { db, town, at, day: at.slice(0, 10), reach };
}

const valuesAt = async (at: Instant, areaIds?: readonly string[]) =>
  Object.fromEntries(await figures.values(ids, scopeAt(at, areaIds)));

const closings = async () => {
  const rows = await db
    .selectFrom("checkpoint_crossing_closing")
    .select("as_of")
    .distinct()
    .where("town_id", "=", townId)
    .orderBy("as_of")
    .execute();
  return rows.map(({ as_of }) => as_of);
};

async function clear(): Promise<void> {
  await db.deleteFrom("checkpoint_crossing").where("town_id", "=", townId).execute();
  await db.deleteFrom("checkpoint_crossing_replaced").where("town_id", "=", townId).execute();
}
afterEach(clear);

const [last, midnight] = ["2020-02-09T00:00:00.000Z", "2020-02-04T16:00:00.000Z"];
const someone: Line = {
  ...{ subject: "person", others: 0, isRegistered: true, celsius: 36.5 },
  ...{ outcome: "admit", isInformed: false },
};
const crossingAt = (at: Instant): Crossing => ({
  ...{ crossingId: uuidv7(), post: 0, at, lines: [someone] },
});
const people = async (at: Instant) => (await valuesAt(at))["checkpoints.crossings.people"];

describe("figures of crossings", () => {
  test("are what counting one by one makes, at any cut-off, whatever was closed and came late", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 25 }),
        fc.array(instant, { minLength: 1, maxLength: 4 }),
        async (steps, cutOffs) => {
          await clear();
          const all = await carriedOut(steps);
          for (const at of [...cutOffs, last]) {
            expect(await valuesAt(at)).toEqual(expected(all, at));
            expect(await valuesAt(at, [areas.villageB])).toEqual(expected(all, at, 1));
          }
          const byArea = await figures.byAreas(ids, scopeAt(last));
          for (const [id, sums] of byArea) {
            const [inA, inB] = posts.map(({ areaId }) => sums.get(areaId) ?? 0);
            expect([inA, inB]).toEqual([expected(all, last, 0)[id], expected(all, last, 1)[id]]);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  test("since an instant are the sums of the rows since then", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 15 }),
        instant,
        async (steps, since) => {
          await clear();
          await carriedOut(steps);
          const scope = { ...scopeAt(last), since };
          const values = await figures.values(ids, scope);
          for (const id of ids) {
            const { rows } = await figures.rows(id, scope, { limit: 200 });
            expect(rows.reduce((sum, { value }) => sum + value, 0)).toBe(values.get(id));
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test("stay where they were made when a village passes into another", async () => {
    const { organization } = director.call;
    const from = await organization.addArea({
      ...{ ...write(), parentId: areas.town, kind: "village", name: "并入村" },
    });
    const place = { areaId: from.areaId, checkpointId: posts[0]?.checkpointId ?? "" };
    posts.push(place);
    await insert({ ...crossingAt("2020-02-03T08:00:00.000Z"), post: 2 });
    await insert({ ...crossingAt("2020-02-04T18:00:00.000Z"), post: 2 });
    await closeCrossingDays(db, townId, last);
    const before = await valuesAt(last);
    await organization.mergeAreas({ ...write(), areaId: from.areaId, intoId: areas.villageB });
    expect(await valuesAt(last)).toEqual(before);
    expect(await people(last)).toBe(2);
    const lead = await founded.unitLeadOfB();
    const { figures: seen } = await lead.call.command.figures({ at: last });
    expect(seen).toContainEqual(
      expect.objectContaining({ figureId: "checkpoints.crossings.people", value: 2 }),
    );
  });
});

describe("closing days", () => {
  test("closes those that have ended and on which something happened, each once", async () => {
    await insert(crossingAt("2020-02-03T02:00:00.000Z"));
    await insert(crossingAt("2020-02-06T15:59:59.999Z"));
    await insert(crossingAt("2020-02-08T02:00:00.000Z"));
    await application.app.runJob("checkpoints.closeDays");
    const ended = ["2020-02-03T16:00:00.000Z", "2020-02-06T16:00:00.000Z"];
    const alsoEnded = "2020-02-08T16:00:00.000Z";
    expect(await closings()).toEqual([...ended, alsoEnded]);
    await closeCrossingDays(db, townId, last);
    expect(await closings()).toEqual([...ended, alsoEnded]);
  });

  test("is undone from the day on into which something is written, and no further back", async () => {
    for (const day of [3, 4, 5, 6]) await insert(crossingAt(`2020-02-0${day}T02:00:00.000Z`));
    await closeCrossingDays(db, townId, last);
    expect(await closings()).toHaveLength(4);
    await insert(crossingAt("2020-02-05T03:00:00.000Z"));
    expect(await closings()).toEqual(["2020-02-03T16:00:00.000Z", midnight]);
    expect(await people(last)).toBe(5);
    await closeCrossingDays(db, townId, last);
    expect(await closings()).toHaveLength(4);
  });

  test("waits for who is writing, and counts what they wrote", async () => {
    const early = addMinutes(midnight, -1);
    const writer = await db.startTransaction().execute();
    await insert(crossingAt(early), writer);
    const closing = closeCrossingDays(db, townId, last);
    await someoneWaits(db);
    await writer.commit().execute();
    await closing;
    expect(await closings()).toEqual([midnight]);
    expect(await people(midnight)).toBe(1);
  });

  test("makes who writes into the day wait, and is undone by what they write", async () => {
    await insert(crossingAt(addMinutes(midnight, -60)));
    const closer = await db.startTransaction().execute();
    await closeCrossingDays(closer, townId, last);
    const writing = insert(crossingAt(addMinutes(midnight, -1)));
    await someoneWaits(db);
    await closer.commit().execute();
    await writing;
    expect(await closings()).toEqual([]);
    expect(await people(midnight)).toBe(2);
  });
});
