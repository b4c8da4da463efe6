/** Reading one row of a register: what it says of a person and a household, or why it can't be taken. */
import type { z } from "zod";
import type { Day } from "../kernel/time.ts";
import type { AreaNames } from "../organization/area-names.ts";
import type { GivenCircumstances } from "./circumstances.ts";
import { isScientific } from "./identity-number.ts";
import { readCircumstances } from "./import-circumstances.ts";
import { readPersonal } from "./import-personal.ts";
import { type ImportCells, type Reason, type RowFacts, RowReader } from "./import-row-reader.ts";
import { relationOf, residenceOf, vulnerabilitiesOf } from "./import-words.ts";
import type { Relation, Residence, Sex, Vulnerability } from "./people.ts";
import { householdNumberOf } from "./rules.ts";

/** What a row says; what it leaves out is not said, and never empties what the register knows. */
export interface PersonDraft {
  householdNumber?: string | undefined;
  areaId?: string | undefined;
  areaName?: string | undefined;
  group?: string | undefined;
  address?: string | undefined;
  name: string;
  identityNumber?: string | undefined;
  sex?: z.infer<typeof Sex> | undefined;
  birthday?: Day | undefined;
  phone?: string | undefined;
  relation?: z.infer<typeof Relation> | undefined;
  residence?: z.infer<typeof Residence> | undefined;
  occupation?: string | undefined;
  vulnerabilities?: z.infer<typeof Vulnerability>[] | undefined;
  note?: string | undefined;
  circumstances?: GivenCircumstances | undefined;
}

export interface CheckedRow {
  /** Absent when the row is refused for what it says by itself. */
  draft?: PersonDraft | undefined;
  /** Why it is refused; notes on a row that is taken. */
  reasons: Reason[];
}

function readName(row: RowReader): string {
  const name = row.limited("name");
  if (name === undefined && row.faults.every(({ column }) => column !== "name")) {
    row.fault("name", "registry.import.nameMissing");
  }
  return name ?? "";
}

function readArea(row: RowReader, areas: AreaNames) {
  const text = row.text("area");
  if (text === undefined) return {};
  const found = areas.find(text);
  if (found.is === "found")
    return { areaId: found.areaId, areaName: found.name, group: found.group };
  const near = found.near.map(({ name }) => name).join(" / ");
  if (found.is === "ambiguous") row.fault("area", "registry.import.areaAmbiguous", { text, near });
  else if (near) row.fault("area", "registry.import.areaUnknownNear", { text, near });
  else row.fault("area", "registry.import.areaUnknown", { text });
  return {};
}

function readResidence(row: RowReader): z.infer<typeof Residence> | undefined {
  const text = row.text("residence");
  const residence = text === undefined ? undefined : residenceOf(text);
  if (text !== undefined && !residence) {
    row.note("residence", "registry.import.residenceUnknown", { text });
  }
  return residence;
}

function readVulnerabilities(row: RowReader) {
  const text = row.text("vulnerability");
  if (text === undefined) return undefined;
  const { kinds, unknown } = vulnerabilitiesOf(text);
  if (unknown.length > 0) {
    row.note("vulnerability", "registry.import.vulnerabilityUnknown", { text: unknown.join("、") });
  }
  return kinds.length > 0 ? kinds : undefined;
}

function readHouseholdNumber(row: RowReader): string | undefined {
  if (row.isDamaged("householdNumber") || isScientific(row.text("householdNumber") ?? "")) {
    row.fault("householdNumber", "registry.import.householdNumberDamaged");
    return undefined;
  }
  const text = row.limited("householdNumber");
  return text === undefined ? undefined : householdNumberOf(text);
}

/** Reads one row by itself; what it is to others is decided by the plan. */
export function checkRow(cells: ImportCells, facts: RowFacts): CheckedRow {
  const row = new RowReader(cells);
  const place = facts.place ? { ...facts.place, group: undefined } : readArea(row, facts.areas);
  const draft: PersonDraft = {
    name: readName(row),
    ...readPersonal(row, facts),
    householdNumber: readHouseholdNumber(row),
    ...place,
    group: row.limited("group") ?? place.group,
    address: row.limited("address"),
    phone: row.phone("phone"),
    relation: relationIn(row),
    residence: readResidence(row),
    occupation: row.limited("occupation"),
    vulnerabilities: readVulnerabilities(row),
    note: row.limited("note"),
    circumstances: readCircumstances(row, facts.divisions),
  };
  return row.faults.length > 0 ? { reasons: row.faults } : { draft, reasons: row.notes };
}

function relationIn(row: RowReader): z.infer<typeof Relation> | undefined {
  const text = row.text("relation");
  return text === undefined ? undefined : relationOf(text);
}
