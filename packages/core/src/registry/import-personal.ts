/** Identity number, sex and birthday of a row: each as it stands there, and held against the others. */
import type { z } from "zod";
import type { Day } from "../kernel/time.ts";
import { disagreements, type IdentityNumber, readIdentityNumber } from "./identity-number.ts";
import { type DayCandidate, readDay } from "./import-days.ts";
import type { RowFacts, RowReader } from "./import-row-reader.ts";
import { sexOf } from "./import-words.ts";
import type { Sex } from "./people.ts";

function readIdentity(row: RowReader, today: Day): IdentityNumber | undefined {
  const text = row.text("identityNumber");
  if (text === undefined) return undefined;
  if (row.isDamaged("identityNumber")) {
    row.fault("identityNumber", "registry.identity.damagedBySpreadsheet");
    return undefined;
  }
  const reading = readIdentityNumber(text, today);
  if (!reading.ok) {
    row.fault("identityNumber", `registry.identity.${reading.problem}`);
    return undefined;
  }
  const { upgradedFrom, mayBeDamaged } = reading.value;
  if (upgradedFrom) row.note("identityNumber", "registry.import.oldNumberUpgraded");
  if (mayBeDamaged) row.note("identityNumber", "registry.import.numberMayBeDamaged");
  return reading.value;
}

function readSex(row: RowReader): z.infer<typeof Sex> | undefined {
  const text = row.text("sex");
  const sex = text === undefined ? undefined : sexOf(text);
  if (text !== undefined && !sex) row.fault("sex", "registry.import.sexUnreadable", { text });
  return sex;
}

/** The birthday that stands there; what its form leaves open is settled by the number, or refused. */
function readBirthday(
  row: RowReader,
  facts: RowFacts,
  identity: IdentityNumber | undefined,
): Day | undefined {
  const text = row.text("birthday");
  if (text === undefined) return undefined;
  const reading = readDay(text, facts);
  if (reading.is === "part") return birthdayOfPart(row, text, reading.part, identity);
  if (reading.is === "days") return birthdayAmong(row, text, reading.candidates, facts, identity);
  row.fault("birthday", "registry.import.birthdayUnreadable", { text });
  return undefined;
}

/** A year, or a month, agrees with the number it is part of; by itself it is no birthday. */
function birthdayOfPart(
  row: RowReader,
  text: string,
  part: string,
  identity: IdentityNumber | undefined,
): Day | undefined {
  if (identity?.birthday.startsWith(part)) return identity.birthday;
  if (identity) row.fault("birthday", "registry.identity.birthdayDisagrees");
  else row.note("birthday", "import.birthdayPart", { text });
  return undefined;
}

function birthdayAmong(
  row: RowReader,
  text: string,
  candidates: readonly DayCandidate[],
  { today }: RowFacts,
  identity: IdentityNumber | undefined,
): Day | undefined {
  const [first, another] = candidates;
  if (!first) return undefined;
  if (identity) return (candidates.find(({ day }) => day === identity.birthday) ?? first).day;
  if (another) {
    const days = candidates.map(({ day }) => day).join(" / ");
    row.fault("birthday", "import.birthdayAmbiguous", { text, days });
    return undefined;
  }
  if (first.day > today) row.fault("birthday", "registry.identity.futureBirthday");
  else if (first.form !== "written") {
    row.note("birthday", "import.birthdayGuessed", { text, day: first.day });
  }
  return first.day;
}

/** Sex and birthday as stated, completed by the number and held against it. */
export function readPersonal(row: RowReader, facts: RowFacts) {
  const identity = readIdentity(row, facts.today);
  const stated = { sex: readSex(row), birthday: readBirthday(row, facts, identity) };
  if (!identity) return stated;
  for (const column of disagreements(identity, stated)) {
    row.fault(column, `registry.identity.${column}Disagrees`);
  }
  return { identityNumber: identity.number, sex: identity.sex, birthday: identity.birthday };
}
