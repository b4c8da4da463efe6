/**
 * What records were before they changed. Every store of the register says so before it writes;
 * what is kept is the whole row, so that new columns need nothing here.
 */
import type { ChangeKind, SubjectKind } from "@lianfang/core/registry/history.ts";
import { sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import { heldRows } from "./record-store.ts";
import { vaultOf } from "./sealed.ts";
import "./tables.ts";

/** Said beside the insert of new records; costs a short row each. */
export async function keepCreated(
  { db, town, id }: CommandContext,
  kind: SubjectKind,
  subjectIds: readonly string[],
): Promise<void> {
  await sql`
    insert into register_change
      (town_id, subject_kind, subject_id, revision, as_of, write_id, what)
    select ${town.townId}, ${kind}, subject_id, 1, 1, ${id}, 'created'
    from unnest(${[...subjectIds]}::uuid[]) as given (subject_id)`.execute(db);
}

/**
 * Said before a change, which must then add one to each record's revision. The records are locked.
 * @param asOf for an undo: the revision each record equals afterwards
 */
export async function keepBefore(
  context: CommandContext,
  kind: SubjectKind,
  subjectIds: readonly string[],
  what: Exclude<ChangeKind, "created">,
  asOf?: ReadonlyMap<string, number>,
): Promise<void> {
  const { db, town, id } = context;
  const held = await heldRows(context, kind, subjectIds);
  const vault = await vaultOf(context);
  const revisions = held.map(({ revision }) => revision + 1);
  const equal = held.map(({ subject_id, revision }) => asOf?.get(subject_id) ?? revision + 1);
  await sql`
    insert into register_change
      (town_id, subject_kind, subject_id, revision, as_of, write_id, what, before)
    select ${town.townId}, ${kind}, subject_id, revision, as_of, ${id}, ${what}, before
    from unnest(
      ${held.map(({ subject_id }) => subject_id)}::uuid[], ${revisions}::int[], ${equal}::int[],
      ${held.map(({ content }) => vault.seal("change", content))}::bytea[]
    ) as given (subject_id, revision, as_of, before)`.execute(db);
}
