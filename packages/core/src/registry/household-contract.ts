import { z } from "zod";
import { onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import {
  countsInputOf,
  Exported,
  exportInputOf,
  FilterCounts,
  listPageOf,
  pageInputOf,
} from "../kernel/list-contract.ts";
import { listProblems } from "../kernel/list-problems.ts";
import { kernelProblems } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { householdList } from "./household-list.ts";
import {
  HouseholdListRow,
  HouseholdRow,
  listExporters,
  peopleReaders,
  peopleWriters,
  ResidentRow,
} from "./people.ts";
import { problems } from "./problems.ts";

const householdFields = z.object({
  areaId: Id,
  /** The household's number in the register (户号); unique in the town. */
  number: z.string().trim().min(1).max(30),
  /** Villagers' group (村民小组) within the area. */
  group: z.string().trim().max(20).optional(),
  address: z.string().trim().max(120).optional(),
  phone: z.string().trim().max(20).optional(),
});

export const householdProcedures = {
  households: query("/registry/households", {
    summary: "Households by number, head or its pinyin, address, and every field",
    access: peopleReaders,
    input: pageInputOf(householdList),
    output: listPageOf(HouseholdListRow),
  }),
  householdCounts: query("/registry/households/counts", {
    summary: "How many households each value of some filters would find, beside the other filters",
    access: peopleReaders,
    input: countsInputOf(householdList),
    output: FilterCounts,
  }),
  exportHouseholds: command("POST", "/registry/households/export", {
    summary:
      "Take the list out: as a spreadsheet, as pdf, or printed; purpose and receiver are kept",
    access: listExporters,
    journal: "registry.households.exported",
    shownOnce: ["file"],
    input: exportInputOf(householdList),
    output: Exported,
    problems: [listProblems.wholeNumbersForbidden, listProblems.tooLongForPaper],
  }),
  household: query("/registry/households/{householdId}", {
    summary: "One household with its members",
    access: peopleReaders,
    input: z.object({ householdId: Id }),
    output: HouseholdRow.extend({
      revision: z.number().int(),
      createdAt: Instant,
      changedAt: Instant,
      memberRows: z.array(ResidentRow),
    }),
    problems: [problems.householdNotFound],
  }),
  createHousehold: command("POST", "/registry/households", {
    summary: "Enter a household",
    access: peopleWriters,
    journal: "registry.household.created",
    input: householdFields,
    output: z.object({ householdId: Id }),
    problems: [problems.areaNotFound, problems.householdNumberTaken, problems.phoneWrong],
  }),
  editHousehold: command("PATCH", "/registry/households/{householdId}", {
    summary: "Put a household right",
    access: peopleWriters,
    journal: "registry.household.edited",
    input: householdFields.partial().extend({ householdId: Id, revision: z.number().int().min(1) }),
    output: z.object({ revision: z.number().int() }),
    problems: [
      problems.householdNotFound,
      problems.areaNotFound,
      problems.householdNumberTaken,
      problems.phoneWrong,
      kernelProblems.changedMeanwhile,
    ],
  }),
  removeHousehold: command("DELETE", "/registry/households/{householdId}", {
    summary: "Remove a household that has no members",
    access: onTown("director", "office"),
    journal: "registry.household.removed",
    input: z.object({ householdId: Id }),
    output: z.object({}),
    problems: [problems.householdNotFound, problems.householdNotEmpty],
  }),
};
