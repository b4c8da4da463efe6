/** What lies in areas, told by the modules that keep it: what a merge moves and a removal waits for. */
import type { AreaRecordCount, AreaRecordKind } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { CommandContext, Locale, QueryContext } from "../kernel/context.ts";

type Kind = z.infer<typeof AreaRecordKind>;

/** Teams belong to units, not to areas. */
type Held = { kind: Kind | "team"; count: number };

/**
 * Records of one kind with an `area_id`. Every table that refers to areas belongs to one of these:
 * the database refuses to end an area that is still referred to.
 */
export interface AreaRecords {
  kind: Kind;
  /** How many lie in the area itself now; what is history doesn't count. */
  count(context: QueryContext, areaId: string): Promise<number>;
  /** Moves all of them, history included. The other area is there and locked. */
  move(context: CommandContext, from: string, into: string): Promise<void>;
}

/** Kinds of which there are none are left out. */
export async function countRecords(
  records: readonly AreaRecords[],
  context: QueryContext,
  areaId: string,
): Promise<AreaRecordCount[]> {
  const counted: AreaRecordCount[] = [];
  for (const { kind, count } of records) {
    const found = await count(context, areaId);
    if (found > 0) counted.push({ kind, count: found });
  }
  return counted;
}

const texts: Readonly<
  Record<Held["kind"], (count: { count: number }, options: { locale: Locale }) => string>
> = {
  area: m["organization.record.area"],
  household: m["organization.record.household"],
  resident: m["organization.record.resident"],
  premises: m["organization.record.premises"],
  unit: m["organization.record.unit"],
  team: m["organization.record.team"],
  staff: m["organization.record.staff"],
  account: m["organization.record.account"],
  name: m["organization.record.name"],
  other: m["organization.record.other"],
};

/** What stands in the way, as one says it: 12 户、30 人. */
export function recordsText(records: readonly Held[], locale: Locale): string {
  const said = records.map(({ kind, count }) => texts[kind]({ count }, { locale }));
  return said.join(locale === "en" ? ", " : "、");
}
