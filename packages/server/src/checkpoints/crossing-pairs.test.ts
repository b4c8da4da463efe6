/** Likely doubles and the misuse of passes are what comparing every two crossings says, whatever was found when. */
import {
  doubleMinutes,
  isLikelyDouble,
  passMisuse,
  passUseMinutes,
  type RecordedCrossing,
} from "@lianfang/core/checkpoints/same-crossing.ts";
import { addMinutes, type Instant } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { someoneWaits } from "@lianfang/testkit/locks.ts";
import { foundTestTown } from "@lianfang/testkit/town.ts";
import fc from "fast-check";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterEach, describe, expect, test } from "vitest";
import { json } from "../kernel/database/database.ts";
import { townById } from "../kernel/session/town.ts";
import { findCrossingPairs, pairMinutes } from "./pair-store.ts";

const now = "2020-02-09T04:00:00.000Z";
/** The clock goes on while doubles are asked for: nothing crossed within seconds of where looking back ends. */
const askedAt = addMinutes(now, 0.5);
const application = await testApplication({ at: now });
const { db, figures } = application.app.kernel;
const founded = await foundTestTown(application, { activatedOn: "2020-02-01" });
const { areas, director, townId } = founded;
const town = await townById(db, townId);
const posts = [
  await setUpCheckpoint(director, areas.villageA, "桥头"),
  await setUpCheckpoint(director, areas.villageB, "渡口"),
];
const [policy] = (await director.call.policy.versions({})).versions;

interface Line {
  who: "王" | "李" | "车" | null;
  card: number | null;
}
interface Crossing {
  crossingId: string;
  post: number;
  direction: "in" | "out";
  device: string;
  crossedAt: Instant;
  receivedAt: Instant;
  lines: readonly Line[];
  replacedAt?: Instant;
}

const line = fc.record<Line>({
  who: fc.constantFrom("王", "李", "车", null),
  card: fc.constantFrom(1, 2, null),
});
/** Around three days ago, where looking back ends, and today. */
const crossedAt = fc
  .tuple(fc.constantFrom(-3 * 24 * 60 - 12, -60), fc.nat(24))
  .map(([from, minutes]) => addMinutes(now, from + minutes));
const instant = fc.nat(8).map((hours) => addMinutes(now, (hours - 8) * 60));
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("write" as const),
      post: fc.nat(1),
      direction: fc.constantFrom("in" as const, "out" as const),
      device: fc.constantFrom("one", "other"),
      crossedAt,
      receivedAt: instant,
      lines: fc.array(line, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("replace" as const), which: fc.nat(20), at: instant }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("find" as const), upto: instant }) },
);
type Step = typeof step extends fc.Arbitrary<infer Kind> ? Kind : never;

const blind = (who: string) => `\\x${Buffer.from(who.padEnd(8, "0")).toString("hex").slice(0, 32)}`;

async function insert({ crossingId, post, lines, ...each }: Crossing, within = db): Promise<void> {
  const rows = lines.map(({ who, card }, number) => ({
    ...{ town_id: townId, crossing_id: crossingId, line: number, pass_serial: card },
    ...{ received_at: each.receivedAt, crossed_at: each.crossedAt, device: each.device },
    ...{ checkpoint_id: posts[post], area_id: areas.villageA, direction: each.direction },
    subject: who === "车" ? "vehicle" : "person",
    identity_blind: who === null || who === "车" ? null : blind(who),
    plate_blind: who === "车" ? blind(who) : null,
    ...{ others: 0, steps: ["ask"], evidence: {}, outcome: "admit", ruled: "admit" },
    ...{ reasons: [], is_informed: false, policy_version_id: policy?.versionId },
  }));
  await sql`insert into checkpoint_crossing
    select * from jsonb_populate_recordset(null::checkpoint_crossing, ${json(rows)})`.execute(
    within,
  );
}

async function carriedOut(steps: readonly Step[]): Promise<Crossing[]> {
  const all: Crossing[] = [];
  for (const each of steps) {
    if (each.does === "find") await findCrossingPairs(db, townId, each.upto);
    if (each.does === "write") {
      const crossing: Crossing = { crossingId: uuidv7(), ...each };
      await insert(crossing);
      all.push(crossing);
    }
    if (each.does !== "replace") continue;
    const standing = all.filter(({ replacedAt }) => replacedAt === undefined);
    const old = standing[each.which % standing.length];
    if (!old) continue;
    old.replacedAt = each.at;
    await db
      .insertInto("checkpoint_crossing_replaced")
      .values({
        town_id: townId,
        crossing_id: old.crossingId,
        why: "void",
        replaced_by: null,
        at: each.at,
      })
      .execute();
  }
  return all;
}

/** Every two lines of different crossings, the earlier first; of those that count at an instant. */
function pairsAt(all: readonly Crossing[], at: Instant, received: Instant) {
  const since = addMinutes(at, -3 * 24 * 60);
  const counting = all.filter(
    ({ crossedAt, receivedAt, replacedAt }) =>
      crossedAt >= since && receivedAt <= received && (replacedAt === undefined || replacedAt > at),
  );
  const order = ({ crossedAt, crossingId }: Crossing) => `${crossedAt} ${crossingId}`;
  return counting.flatMap((one) =>
    counting
      .filter((other) => order(one) < order(other))
      .flatMap((other) =>
        one.lines.flatMap((first, firstLine) =>
          other.lines.map((second, secondLine) => ({
            one,
            other,
            first,
            second,
            firstLine,
            secondLine,
          })),
        ),
      ),
  );
}

type Pair = ReturnType<typeof pairsAt>[number];

const recorded = (each: Crossing, { who }: Line): RecordedCrossing => ({
  ...{ crossingId: each.crossingId, checkpointId: posts[each.post] ?? "", hand: each.device },
  ...{ direction: each.direction, crossedAt: each.crossedAt, who: who ?? "" },
});
const told = ({ one, other, firstLine, secondLine }: Pair): string =>
  `${one.crossingId}/${firstLine} ${other.crossingId}/${secondLine}`;

const doublesOf = (all: readonly Crossing[]): string[] =>
  pairsAt(all, askedAt, "infinity")
    .filter(({ first, second }) => first.who !== null && second.who !== null)
    .filter(({ one, other, first, second }) =>
      isLikelyDouble(recorded(one, first), recorded(other, second)),
    )
    .map(told)
    .sort();

const misusesOf = (all: readonly Crossing[], at: Instant): string[] =>
  pairsAt(all, at, at)
    .filter(({ first, second }) => first.card !== null && first.card === second.card)
    .filter(({ one, other, first, second }) =>
      passMisuse(recorded(one, first), recorded(other, second)),
    )
    .map(told)
    .sort();

async function doublesFound(): Promise<string[]> {
  const { pairs } = await director.call.checkpoints.doubles({});
  return pairs
    .map(
      ({ earlier, later }) =>
        `${earlier.crossingId}/${earlier.line} ${later.crossingId}/${later.line}`,
    )
    .sort();
}

async function misusesFound(at: Instant): Promise<string[]> {
  if (!town) throw new Error("no town");
  const scope = { db, town, at, day: at.slice(0, 10), reach: { all: true } as const };
  const { rows } = await figures.rows("checkpoints.passes.misused", scope, { limit: 500 });
  return rows
    .map(({ subject_id }) => {
      const [later, laterLine, earlier, earlierLine] = subject_id.split("/");
      return `${earlier}/${earlierLine} ${later}/${laterLine}`;
    })
    .sort();
}

afterEach(async () => {
  await db.deleteFrom("checkpoint_crossing").where("town_id", "=", townId).execute();
  await db.deleteFrom("checkpoint_crossing_replaced").where("town_id", "=", townId).execute();
});

const kept = async () => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from checkpoint_crossing_pair where town_id = ${townId}`.execute(db);
  return rows[0]?.count;
};

const crossing = (minutes: number, more: Partial<Crossing> = {}): Crossing => ({
  ...{ crossingId: uuidv7(), post: 0, direction: "in", device: "one" },
  crossedAt: addMinutes(now, minutes),
  receivedAt: addMinutes(now, minutes),
  lines: [{ who: "王", card: 1 }],
  ...more,
});

describe("pairs of crossings", () => {
  test("are what comparing every two says, at any cut-off, whatever was found and came late", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 14 }),
        fc.array(instant, { minLength: 1, maxLength: 3 }),
        async (steps, cutOffs) => {
          await db.deleteFrom("checkpoint_crossing").where("town_id", "=", townId).execute();
          await db
            .deleteFrom("checkpoint_crossing_replaced")
            .where("town_id", "=", townId)
            .execute();
          const all = await carriedOut(steps);
          application.clock.set(askedAt);
          expect(await doublesFound()).toEqual(doublesOf(all));
          for (const at of [...cutOffs, now]) {
            expect(await misusesFound(at)).toEqual(misusesOf(all, at));
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  test("are kept for all the minutes that are asked of them", () => {
    expect(Math.max(doubleMinutes, passUseMinutes)).toBeLessThanOrEqual(pairMinutes);
  });

  test("are found by the job, and forgotten with their crossings", async () => {
    await insert(crossing(-30));
    await insert(crossing(-28, { device: "other", post: 1 }));
    expect(await kept()).toBe(0);
    expect(await misusesFound(now)).toHaveLength(1);
    await application.app.runJob("checkpoints.findPairs");
    expect(await kept()).toBe(2); // of the card, and of the person
    expect(await misusesFound(now)).toHaveLength(1);
    await db.deleteFrom("checkpoint_crossing").where("town_id", "=", townId).execute();
    expect(await kept()).toBe(0);
  });

  test("are looked for again where something is written into what was looked through", async () => {
    await insert(crossing(-30));
    await findCrossingPairs(db, townId, now);
    await insert(crossing(-31, { post: 1 }));
    expect(await misusesFound(now)).toHaveLength(1);
    await findCrossingPairs(db, townId, now);
    expect(await kept()).toBe(2);
    expect(await misusesFound(now)).toHaveLength(1);
  });

  test("are not missed where one is being written while they are looked for", async () => {
    await insert(crossing(-30));
    const writer = await db.startTransaction().execute();
    await insert(crossing(-29, { post: 1 }), writer);
    const finding = findCrossingPairs(db, townId, now);
    await someoneWaits(db);
    await writer.commit().execute();
    await finding;
    expect(await kept()).toBe(2);
  });
});
