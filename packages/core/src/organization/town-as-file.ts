/** A town written as a file again: what founding another from it needs. */

import type { z } from "zod";
import type { Day } from "../kernel/time.ts";
import type { Bilingual } from "../policy/assessment-rule.ts";
import { type Era, eraOf } from "../policy/presets/presets.ts";
import type { DutyRule, PolicyRules } from "../policy/rules-data.ts";
import type { Area, ChainLevel, Unit } from "./contract.ts";
import type { TownClock } from "./founding-clock.ts";
import { idFrom } from "./founding-plan.ts";
import type { TownDuty, TownFile, TownUnit } from "./town-file.ts";
import { writtenAs } from "./town-words.ts";

export interface TownToWrite {
  name: string;
  nameEn: string;
  county?: string | undefined;
  province?: string | undefined;
  today: Day;
  clock: TownClock;
  areas: readonly Area[];
  units: readonly Unit[];
  chain: readonly z.infer<typeof ChainLevel>[];
  rules: PolicyRules;
}

export function townAsFile(town: TownToWrite): TownFile {
  const { name, nameEn, county, province, today, clock, chain, rules } = town;
  const era: Era = eraOf(rules);
  const villages = town.areas.filter(({ kind }) => kind === "village" || kind === "community");
  const hasNames = villages.some(({ isNumbered }) => !isNumbered);
  return {
    id: idFrom(nameEn),
    name,
    nameEn,
    ...(county && { county }),
    ...(province && { province }),
    asOf: today,
    era,
    model: { zh: name, en: nameEn },
    areas: {
      villages: villages.length,
      ...(hasNames && { named: villages.map((village) => village.name) }),
    },
    organization: unitsWritten(town.units, villages),
    responsibility: {
      chain: chain.map(({ label, labelEn }) => writtenAs({ zh: label, en: labelEn })),
    },
    rhythm: { ...clock },
    cadence: rules.duties.map(dutyWritten),
    figures: [],
  };
}

function dutyWritten(duty: DutyRule): TownDuty {
  const some = (name: string, texts: readonly Bilingual[]) =>
    texts.length > 0 ? { [name]: texts.map(writtenAs) } : {};
  return {
    duty: duty.duty,
    target: duty.target,
    ...(duty.targetText && { targetText: writtenAs(duty.targetText) }),
    ...(duty.premises && { premises: duty.premises }),
    ...some("by", duty.by),
    ...(duty.perDay !== undefined && { perDay: duty.perDay }),
    ...(duty.hoursPerDay !== undefined && { hoursPerDay: duty.hoursPerDay }),
    ...some("windows", duty.windows),
    ...(duty.from !== undefined && { from: duty.from }),
    ...(duty.coverage !== undefined && { coverage: duty.coverage }),
    ...some("checklist", duty.checklist),
    ...some("asks", duty.asks),
    ...some("what", duty.what),
    ...(duty.onFailure && { onFailure: writtenAs(duty.onFailure) }),
  };
}

/** Units alike in every village are one entry; any other stands by itself. */
function unitsWritten(units: readonly Unit[], villages: readonly Area[]): TownUnit[] {
  const areaOf = new Map(villages.map((village) => [village.areaId, village]));
  const entries = new Map<string, { entry: TownUnit; times: number }>();
  for (const unit of units.filter(({ parentId }) => parentId === undefined)) {
    const [areaId = ""] = unit.areaIds;
    const village = unit.areaIds.length === 1 ? areaOf.get(areaId)?.name : undefined;
    const isOfVillage = village !== undefined && unit.name.startsWith(village);
    const entry = unitWritten(unit, units, isOfVillage ? village : "");
    const key = isOfVillage ? JSON.stringify(entry) : unit.unitId;
    const known = entries.get(key);
    if (known) known.times += 1;
    else entries.set(key, { entry, times: 1 });
  }
  return [...entries.values()].map(({ entry, times }) =>
    times === villages.length && times > 1
      ? { ...entry, count: times, covers: "one village or community each" }
      : entry,
  );
}

function unitWritten(unit: Unit, all: readonly Unit[], before: string): TownUnit {
  const teams = all
    .filter(({ parentId }) => parentId === unit.unitId)
    .map((team) => unitWritten(team, all, before));
  const isHeaded = before !== "" && unit.name.startsWith(before);
  return {
    kind: unit.kind,
    zh: isHeaded ? unit.name.slice(before.length) : unit.name,
    ...(unit.membersNeeded !== undefined && { members: unit.membersNeeded }),
    ...(teams.length > 0 && { teams }),
  };
}
