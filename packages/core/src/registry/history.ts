/** The words of a record's history. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

export const SubjectKind = z.enum(["household", "resident", "premises"]);
export type SubjectKind = z.infer<typeof SubjectKind>;

/** What a change was; whether it came with an import or an arrival is told by its journal entry. */
export const ChangeKind = z.enum([
  "created",
  "edited",
  "removed",
  "restored",
  "merged",
  "unmerged",
  "undone",
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** What may change of a record, as its columns are called; each has its words on the screens. */
export const recordFields = [
  "number",
  "area",
  "villagersGroup",
  "address",
  "household",
  "relation",
  "name",
  "identity",
  "sex",
  "birthday",
  "phone",
  "residence",
  "occupation",
  "vulnerabilities",
  "note",
  "registeredDivision",
  "registeredAddress",
  "livingDivision",
  "livingAddress",
  "tenancy",
  "landlordHousehold",
  "commuteFrequency",
  "commuteDivision",
  "commutePlace",
  "listedTrade",
  "proxyResident",
  "proxyName",
  "proxyPhone",
  "proxyRelation",
  "kind",
  "creditCode",
  "inChargeName",
  "inChargePhone",
  "floorAreaM2",
  "capacity",
  "state",
  "stateSince",
] as const;
export type RecordField = (typeof recordFields)[number];

/** What stands in the way of putting a record back. */
export const BuiltOn = z.object({
  kind: SubjectKind,
  subjectId: Id,
  name: z.string(),
  /**
   * `changed`: changed since; `member`: lives in a household that would no longer be there; `leans`:
   * rents from a household, or has a person for a proxy, that would no longer be there; `taken`: has
   * the number now that would be given back; `tied`: has come, is under an order, has a pass, or the
   * like, and would be off the register.
   */
  why: z.enum(["changed", "member", "leans", "taken", "tied"]),
  /** Of what is tied: by what, and how many of each. */
  ties: z.array(z.object({ name: z.string(), count: z.number().int() })).optional(),
  /** Who did it last, and when. */
  by: z.string().optional(),
  at: Instant.optional(),
});
export type BuiltOn = z.infer<typeof BuiltOn>;
