/** What the phones' records have left behind in a town, read around the API. */
import type { Line } from "./records.ts";
import type { World } from "./world.ts";

export interface Effect {
  /** As `contentOf` writes it of what was entered. */
  content: string;
  /** Its place in the journal. */
  sequence: number;
  /** Of a crossing. */
  lines?: readonly Line[];
}

export interface There {
  effects: ReadonlyMap<string, Effect>;
  /** Crossings that count no more, and why. */
  replaced: ReadonlyMap<string, string>;
  underReview: ReadonlySet<string>;
  /** Of what is under review, the id a phone gave it. */
  sentAs: ReadonlyMap<string, string>;
  /** Hashes of the keys of the phones the town knows, in hex. */
  keys: ReadonlySet<string>;
}

export async function whatIsThere(world: World): Promise<There> {
  const { db } = world.stage.application.app.kernel;
  const { townId } = world;
  const [readings, crossings, replaced, review, phones] = await Promise.all([
    readingsThere(world),
    crossingsThere(world),
    replacedThere(world),
    db
      .selectFrom("sync_quarantine")
      .select(["record_id", "conflicts_with"])
      .where("town_id", "=", townId)
      .execute(),
    db.selectFrom("sync_device").select("key_hash").where("town_id", "=", townId).execute(),
  ]);
  return {
    effects: new Map([...readings, ...crossings, ...replaced.voids]),
    replaced: replaced.why,
    underReview: new Set(review.map(({ record_id }) => record_id)),
    sentAs: new Map(review.map((row) => [row.record_id, row.conflicts_with ?? row.record_id])),
    keys: new Set(phones.map(({ key_hash }) => key_hash.toString("hex"))),
  };
}

async function readingsThere({ stage, townId }: World): Promise<[string, Effect][]> {
  const rows = await stage.application.app.kernel.db
    .selectFrom("observation_reading")
    .innerJoin("journal", (join) =>
      join
        .onRef("journal.town_id", "=", "observation_reading.town_id")
        .onRef("journal.id", "=", "observation_reading.reading_id"),
    )
    .select(["reading_id", "order_id", "celsius", "taken_at", "sequence"])
    .where("observation_reading.town_id", "=", townId)
    .execute();
  return rows.map(({ reading_id, order_id, celsius, taken_at, sequence }) => [
    reading_id,
    { content: JSON.stringify([order_id, celsius, taken_at]), sequence },
  ]);
}

/** A crossing that was written twice has its lines twice: no key of the table forbids it. */
async function crossingsThere({ stage, townId }: World): Promise<[string, Effect][]> {
  const rows = await stage.application.app.kernel.db
    .selectFrom("checkpoint_crossing as crossing")
    .innerJoin("journal", (join) =>
      join
        .onRef("journal.town_id", "=", "crossing.town_id")
        .onRef("journal.id", "=", "crossing.crossing_id"),
    )
    .select(["crossing_id", "line", "subject", "checkpoint_id", "direction", "crossed_at"])
    .select(["outcome", "name", "celsius", "others", "pass_serial", "sequence"])
    .where("crossing.town_id", "=", townId)
    .orderBy("line")
    .execute();
  const byCrossing = Map.groupBy(rows, ({ crossing_id }) => crossing_id);
  return [...byCrossing].map(([id, some]) => {
    const lines = some.map((row): Line => {
      const { line, subject, checkpoint_id, direction, crossed_at, outcome } = row;
      const { name, celsius, others, pass_serial } = row;
      const all = [checkpoint_id, direction, crossed_at] as const;
      return [line, subject, ...all, outcome, name, celsius, others, pass_serial];
    });
    return [id, { content: JSON.stringify(lines), sequence: some[0]?.sequence ?? 0, lines }];
  });
}

async function replacedThere({ stage, townId }: World) {
  const { db } = stage.application.app.kernel;
  const [gone, voided] = await Promise.all([
    db
      .selectFrom("checkpoint_crossing_replaced")
      .select(["crossing_id", "why", "reason"])
      .where("town_id", "=", townId)
      .execute(),
    db
      .selectFrom("journal")
      .select(["id", "sequence", "subject_ids"])
      .where("town_id", "=", townId)
      .where("entry", "=", "checkpoints.crossing.voided")
      .execute(),
  ]);
  const reasons = new Map(gone.map(({ crossing_id, reason }) => [crossing_id, reason]));
  const voids = voided.map(({ id, sequence, subject_ids: [crossingId = ""] }) => {
    const content = JSON.stringify([crossingId, reasons.get(crossingId)]);
    return [id, { content, sequence }] as [string, Effect];
  });
  return { voids, why: new Map(gone.map(({ crossing_id, why }) => [crossing_id, why])) };
}
