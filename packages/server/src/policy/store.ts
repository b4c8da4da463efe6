import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { PolicyVersion } from "@lianfang/core/policy/contract.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { type Db, json } from "../kernel/database/database.ts";
import "./tables.ts";

/** The rules hold for the whole town and for everybody in it: no narrower reach applies. */
export interface PolicyScope {
  db: Db;
  town: Pick<QueryContext["town"], "townId">;
}

export interface NewVersion {
  versionId: string;
  effectiveFrom: Day;
  title: { zh: string; en: string };
  rules: PolicyRules;
  /** The account that approved it; absent for the rules a town is founded with. */
  approvedBy?: string | undefined;
  approvedAt: Instant;
}

export interface HeldVersion {
  versionId: string;
  effectiveFrom: Day;
}

export function policyStore({ db, town: { townId } }: PolicyScope) {
  const standing = () =>
    db
      .selectFrom("policy_version")
      .where("policy_version.town_id", "=", townId)
      .where("withdrawn_at", "is", null);
  return {
    /** Newest first. */
    async versions(): Promise<PolicyVersion[]> {
      const rows = await standing()
        .leftJoin("account", (join) =>
          join
            .onRef("account.town_id", "=", "policy_version.town_id")
            .onRef("account.account_id", "=", "policy_version.approved_by"),
        )
        .select(["version_id", "effective_from", "title_zh", "title_en", "rules", "approved_at"])
        .select("account.display_name")
        .orderBy("effective_from", "desc")
        .execute();
      return rows.map((row) => ({
        versionId: row.version_id,
        effectiveFrom: row.effective_from,
        title: { zh: row.title_zh, en: row.title_en },
        rules: row.rules,
        approvedBy: row.display_name ?? undefined,
        approvedAt: row.approved_at,
      }));
    },
    /** The version in force on a day: the last to have come into effect by then. */
    on: (day: Day) =>
      standing()
        .select(["version_id as versionId", "rules"])
        .where("effective_from", "<=", day)
        .orderBy("effective_from", "desc")
        .limit(1)
        .executeTakeFirst(),
    /** The versions in force on some days, by day; days before the first rules are left out. */
    async onDays(
      days: readonly Day[],
    ): Promise<Map<Day, { versionId: string; rules: PolicyRules }>> {
      const rows = await standing()
        .innerJoin(sql<{ day: Day }>`unnest(${[...days]}::date[])`.as("asked"), (join) =>
          join.onTrue(),
        )
        .distinctOn(sql`asked`)
        .select([sql<Day>`asked`.as("day"), "version_id as versionId"])
        .where(sql<boolean>`effective_from <= asked`)
        .orderBy(sql`asked`)
        .orderBy("effective_from", "desc")
        .execute();
      const rules = await rulesOf(db, townId, new Set(rows.map(({ versionId }) => versionId)));
      return new Map(
        rows.flatMap(({ day, versionId }) => {
          const held = rules.get(versionId);
          return held ? [[day, { versionId, rules: held }] as const] : [];
        }),
      );
    },
    idOn: async (day: Day): Promise<string | undefined> => {
      const row = await standing()
        .select("version_id")
        .where("effective_from", "<=", day)
        .orderBy("effective_from", "desc")
        .limit(1)
        .executeTakeFirst();
      return row?.version_id;
    },
    find: (versionId: string): Promise<HeldVersion | undefined> =>
      standing()
        .select(["version_id as versionId", "effective_from as effectiveFrom"])
        .where("version_id", "=", versionId)
        .executeTakeFirst(),
    isTaken: async (day: Day): Promise<boolean> => {
      const row = await standing()
        .select("version_id")
        .where("effective_from", "=", day)
        .executeTakeFirst();
      return row !== undefined;
    },
    insert: (versions: readonly NewVersion[]) =>
      db
        .insertInto("policy_version")
        .values(
          versions.map((version) => ({
            town_id: townId,
            version_id: version.versionId,
            effective_from: version.effectiveFrom,
            title_zh: version.title.zh,
            title_en: version.title.en,
            rules: json(version.rules),
            approved_by: version.approvedBy ?? null,
            approved_at: version.approvedAt,
            withdrawn_at: null,
          })),
        )
        .execute(),
    withdraw: (versionId: string, now: Instant) =>
      db
        .updateTable("policy_version")
        .set({ withdrawn_at: now })
        .where("town_id", "=", townId)
        .where("version_id", "=", versionId)
        .execute(),
  };
}

/** Rules of a version never change: withdrawn or replaced, it stays what it was. */
const held = new Map<string, PolicyRules>();
const mostHeld = 200;

async function rulesOf(
  db: Db,
  townId: string,
  versionIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, PolicyRules>> {
  const keyOf = (versionId: string): string => `${townId} ${versionId}`;
  const unknown = [...versionIds].filter((versionId) => !held.has(keyOf(versionId)));
  if (unknown.length > 0) {
    const rows = await db
      .selectFrom("policy_version")
      .select(["version_id", "rules"])
      .where("town_id", "=", townId)
      .where("version_id", "in", unknown)
      .execute();
    if (held.size + rows.length > mostHeld) held.clear();
    for (const { version_id, rules } of rows) held.set(keyOf(version_id), rules);
  }
  return new Map(
    [...versionIds].flatMap((versionId) => {
      const rules = held.get(keyOf(versionId));
      return rules ? [[versionId, rules] as const] : [];
    }),
  );
}
