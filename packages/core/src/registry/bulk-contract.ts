/** Changing many records of the register in one write, with a look before and a way back. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { pickedOf } from "../kernel/list-contract.ts";
import { command, query } from "../kernel/procedure.ts";
import { problems as organization } from "../organization/problems.ts";
import { BulkRefusal, HouseholdChange, PremisesChange, ResidentChange } from "./bulk.ts";
import { householdList } from "./household-list.ts";
import { listExporters } from "./people.ts";
import { premisesList } from "./premises-list.ts";
import { problems } from "./problems.ts";
import { residentList } from "./resident-list.ts";

/** Which records, and what is done to them. */
export const BulkChange = z.discriminatedUnion("of", [
  pickedOf(residentList).extend({ of: z.literal("resident"), change: ResidentChange }),
  pickedOf(householdList).extend({ of: z.literal("household"), change: HouseholdChange }),
  pickedOf(premisesList).extend({ of: z.literal("premises"), change: PremisesChange }),
]);
export type BulkChange = z.infer<typeof BulkChange>;

const counts = {
  /** On how many it is new. */
  changed: z.number().int(),
  /** How many are so already. */
  same: z.number().int(),
  /** Of those changed: how many have somebody else's name on them at the level. */
  replaced: z.number().int(),
};

const input = z.object({ bulk: BulkChange });
const wrong = [
  problems.recordNotFound,
  problems.tooManyRecords,
  problems.areaNotFound,
  problems.stateInFuture,
  organization.staffNotFound,
  organization.levelUnknown,
] as const;

export const bulkProcedures = {
  previewBulk: query("/registry/bulk/preview", {
    method: "POST",
    summary:
      "How many records a change would change, how many are so already, which can't be and why",
    access: listExporters,
    input,
    output: z.object({
      ...counts,
      refused: z.array(
        z.object({
          why: BulkRefusal,
          count: z.number().int(),
          /** The first few. */
          some: z.array(z.object({ subjectId: Id, name: z.string() })),
        }),
      ),
    }),
    problems: wrong,
  }),
  changeBulk: command("POST", "/registry/bulk", {
    summary: "Change many records at once; what can't be changed is left out and counted",
    access: listExporters,
    journal: "registry.records.changed",
    input,
    output: z.object({ writeId: Id, ...counts, refused: z.number().int() }),
    problems: wrong,
  }),
  undoBulk: command("POST", "/registry/bulk/{writeId}/undo", {
    summary:
      "Put all records back as they were before a change of many, unless something was built on it",
    access: listExporters,
    journal: "registry.records.putBack",
    input: z.object({ writeId: Id }),
    output: z.object({ restored: z.number().int() }),
    problems: [problems.recordNotFound, problems.builtOn, problems.areaNotFound],
  }),
};
