/** Who of the register is at which premises. */
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type {
  PremisesOfPerson,
  PremisesPerson,
  PremisesRole,
} from "@lianfang/core/registry/premises.ts";
import { ageOn } from "@lianfang/core/registry/rules.ts";
import { m } from "@lianfang/messages/messages.js";
import { sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { countsIn, type Tie } from "../kernel/ties.ts";
import { derivedId } from "../organization/derived-id.ts";
import { landlordOf, tenantsThere } from "./premises-landlord-store.ts";
import { countOfResidents } from "./resident-ties-store.ts";
import { phoneMasked, vaultOf } from "./sealed.ts";
import { anyIdOf, atMost, within } from "./store.ts";
import "./premises-tables.ts";

export function premisesPeopleStore(context: CommandContext) {
  const { db, town, now, id } = context;
  return {
    /** Who is there in that role already stays as they are. */
    async add(
      link: { premisesId: string; role: PremisesRole; since: Day | undefined },
      residentIds: readonly string[],
    ): Promise<number> {
      const added = await db
        .insertInto("premises_person")
        .values(
          residentIds.map((residentId) => ({
            town_id: town.townId,
            link_id: derivedId(id, residentId),
            premises_id: link.premisesId,
            resident_id: residentId,
            role: link.role,
            since: link.since ?? null,
            started_at: now,
            ended_at: null,
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(["town_id", "premises_id", "resident_id", "role"])
            .where("ended_at", "is", null)
            .doNothing(),
        )
        .returning("link_id")
        .execute();
      return added.length;
    },
    /** Links of which either end lies within reach, by their premises; locked. */
    async hold(linkIds: readonly string[]) {
      const { reach } = context;
      return standingLinks(context)
        .select(["link_id", "premises.premises_id", "premises.area_id"])
        .where("link_id", "=", anyOf(linkIds))
        .$if(!reach.all, (query) =>
          query.where(({ eb, or }) =>
            or([
              eb("premises.area_id", "=", within(reach)),
              eb("resident.area_id", "=", within(reach)),
            ]),
          ),
        )
        .forUpdate("premises_person")
        .execute();
    },
    async end(linkIds: readonly string[]): Promise<void> {
      await db
        .updateTable("premises_person")
        .set({ ended_at: now })
        .where("town_id", "=", town.townId)
        .where("link_id", "=", anyOf(linkIds))
        .execute();
    },
  };
}

export function premisesPeopleLists(context: QueryContext) {
  const { reach } = context;
  return {
    /** Those within reach, in the roles' order; and how many more there are. */
    async people(
      input: PageInput & {
        premisesId: string;
        role?: PremisesRole | undefined;
        besides?: PremisesRole | undefined;
      },
    ): Promise<Page<PremisesPerson> & { elsewhere: number }> {
      const { premisesId, role, besides, limit, after } = input;
      const all = standingLinks(context)
        .where("premises_person.premises_id", "=", premisesId)
        .$if(role !== undefined, (query) => query.where("role", "=", role ?? "employee"))
        .$if(besides !== undefined, (query) => query.where("role", "!=", besides ?? "employee"));
      const reached = all.$if(!reach.all, (query) =>
        query.where("resident.area_id", "=", within(reach)),
      );
      const counted = ({ query }: { query: typeof all }) =>
        query.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const [rows, within_, everybody] = await Promise.all([
        personRows({ query: reached }, { limit, after }).execute(),
        counted({ query: reached }),
        counted({ query: all }),
      ]);
      const vault = await vaultOf(context);
      const today = townDay(context.now, context.town.timeZone);
      const page = toPage(
        rows,
        limit,
        (row) => [row.role_rank, row.resident_id, row.link_id],
        (row): PremisesPerson => ({
          linkId: row.link_id,
          role: row.role,
          since: row.since ?? undefined,
          residentId: row.resident_id,
          name: row.name,
          age: row.birthday ? ageOn(row.birthday, today) : undefined,
          phoneMasked: phoneMasked(vault, row.phone),
          areaId: row.area_id,
          areaName: row.area_name,
          householdNumber: row.number,
        }),
      );
      return { ...page, total: within_.total, elsewhere: everybody.total - within_.total };
    },
    /** Told whatever village the premises are in: it belongs to what is known of the person. */
    async ofResident(residentId: string): Promise<PremisesOfPerson[]> {
      const rows = await standingLinks(context)
        .innerJoin("area", (join) =>
          join
            .onRef("area.town_id", "=", "premises.town_id")
            .onRef("area.area_id", "=", "premises.area_id"),
        )
        .select(["link_id", "role", "since", "premises.premises_id", "premises.name"])
        .select(["premises.kind", "premises.state", "premises.area_id", "area.name as area_name"])
        .select(["premises.address", tenantsThere.as("tenants")])
        .select(landlordOf(context).as("landlord"))
        .where("premises_person.resident_id", "=", anyIdOf(context.town.townId, residentId))
        .orderBy("role_rank")
        .orderBy("link_id")
        .execute();
      return rows.map((row) => ({
        linkId: row.link_id,
        role: row.role,
        since: row.since ?? undefined,
        premisesId: row.premises_id,
        name: row.name,
        kind: row.kind,
        state: row.state,
        areaId: row.area_id,
        areaName: row.area_name,
        address: row.address ?? undefined,
        landlordName: row.landlord ?? undefined,
        tenants: row.tenants,
      }));
    },
  };
}

/** Of people and premises that are both on the register. */
function standingLinks({ db, town }: QueryContext) {
  return db
    .selectFrom("premises_person")
    .innerJoin("premises", (join) =>
      join
        .onRef("premises.town_id", "=", "premises_person.town_id")
        .onRef("premises.premises_id", "=", "premises_person.premises_id"),
    )
    .innerJoin("known_resident", (join) =>
      join
        .onRef("known_resident.town_id", "=", "premises_person.town_id")
        .onRef("known_resident.known_as", "=", "premises_person.resident_id"),
    )
    .innerJoin("resident", (join) =>
      join
        .onRef("resident.town_id", "=", "known_resident.town_id")
        .onRef("resident.resident_id", "=", "known_resident.resident_id"),
    )
    .where("premises_person.town_id", "=", town.townId)
    .where("premises_person.ended_at", "is", null)
    .where("premises.removed_at", "is", null)
    .where("resident.removed_at", "is", null);
}

type Links = ReturnType<typeof standingLinks>;

function personRows({ query }: { query: Links }, { limit, after }: PageInput) {
  const rows = query
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "resident.town_id")
        .onRef("area.area_id", "=", "resident.area_id"),
    )
    .select(["link_id", "role", "role_rank", "since", "resident.resident_id", "resident.name"])
    .select(["resident.birthday", "resident.area_id", "area.name as area_name", "household.number"])
    .select(({ fn }) => fn.coalesce("resident.phone", "household.phone").as("phone"))
    .orderBy("role_rank")
    .orderBy("resident.resident_id")
    .orderBy("link_id")
    .limit(atMost(limit + 1));
  if (after === undefined) return rows;
  const [rank, residentId, linkId] = decodeCursor(after, 3);
  return rows.where(
    sql<boolean>`(role_rank, resident.resident_id, link_id)
      > (${rank}::int, ${residentId}::uuid, ${linkId}::uuid)`,
  );
}

const places = sql`
  join premises_person link on link.town_id = resident.town_id
    and link.resident_id = resident.known_as and link.ended_at is null`;

/** Whoever was put down somewhere is not simply taken off the register again, nor is the place. */
export const premisesTies: readonly Tie[] = [
  {
    name: "registry.premises",
    of: "premises",
    words: m["registry.tie.premises"],
    async count({ db, town }, premisesIds) {
      const { rows } = await sql<{ id: string; count: number }>`
        select premises_id as "id", count(*) as "count" from premises_person
        where town_id = ${town.townId} and ended_at is null
          and premises_id = ${anyOf(premisesIds)}
        group by 1`.execute(db);
      return countsIn(rows);
    },
  },
  {
    name: "registry.premises",
    of: "resident",
    words: m["registry.tie.premises"],
    count: (scope, ids) => countOfResidents(scope, ids, places),
  },
];
