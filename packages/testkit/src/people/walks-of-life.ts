/** What people of a township do, and who among them needs looking after. */
import type { Vulnerability } from "@lianfang/core/registry/people.ts";
import type { Kin } from "./families.ts";
import type { Chance } from "./random.ts";

/** A kind of vulnerability as the register codes it. */
export type VulnerabilityCode = (typeof Vulnerability.options)[number];

const awayWork = [
  ["外出务工", 60],
  ["外出务工（建筑）", 14],
  ["外出务工（电子厂）", 12],
  ["外出务工（服装厂）", 8],
  ["外出经商", 6],
] as const;

const localWork = [
  ["务农", 46],
  ["零工", 12],
  ["个体经营", 10],
  ["建筑工", 7],
  ["工厂工人", 6],
  ["养殖户", 5],
  ["货车司机", 3],
  ["出租车司机", 1],
  ["快递员", 2],
  ["超市店员", 3],
  ["餐饮从业", 2],
  ["教师", 2],
  ["村医", 0.4],
  ["村干部", 0.6],
] as const;

/** An occupation fitting age and whereabouts. */
export function occupation(chance: Chance, { age, residence }: Kin): string {
  if (age < 3) return "婴幼儿";
  if (age < 6) return "幼儿园儿童";
  if (age < 18.5) return "学生";
  const isAway = residence === "registered-lives-elsewhere";
  if (age < 22.5 && chance.happens(isAway ? 0.6 : 0.3)) return "大学生";
  if (isAway) return chance.weigh(awayWork);
  if (age > 60) return chance.happens(age < 72 ? 0.6 : 0.15) ? "务农" : "在家养老";
  return chance.weigh(localWork);
}

/** What matters about the household. */
export interface Standing {
  size: number;
  isLowIncome: boolean;
  /** Grandchildren whose parents are not on the register. */
  isWithoutParents: boolean;
}

/** Who needs looking after, by the kinds a register knows. */
export function vulnerabilities(
  chance: Chance,
  one: Kin,
  { size, isLowIncome, isWithoutParents }: Standing,
): VulnerabilityCode[] {
  const isOldAndAlone = size === 1 && one.age >= 60;
  const isOrphan = isWithoutParents && one.relation === "grandchild" && one.age < 18;
  const isExpecting = one.sex === "female" && one.isMarried && one.age > 21 && one.age < 38;
  const found: [VulnerabilityCode, boolean][] = [
    ["five-guarantees", isOldAndAlone && chance.happens(0.2)],
    ["lives-alone-elderly", isOldAndAlone],
    ["orphan", isOrphan],
    ["disabled", chance.happens(one.age > 60 ? 0.06 : 0.02)],
    ["chronic-illness", chance.happens(one.age > 65 ? 0.3 : one.age > 45 ? 0.08 : 0.01)],
    ["pregnant", isExpecting && chance.happens(0.03)],
    ["low-income", isLowIncome],
  ];
  return found.flatMap(([code, holds]) => (holds ? [code] : []));
}
