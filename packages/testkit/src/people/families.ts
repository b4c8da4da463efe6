/**
 * Families of a Chinese township: three generations under one roof, couples with children, old
 * people left with grandchildren while the parents work elsewhere, empty nests, the old alone.
 * Only ages, sexes and ties; names, numbers and work come later.
 */
import type { Sex } from "./names.ts";
import type { Chance } from "./random.ts";

export type Relation =
  | "head"
  | "spouse"
  | "child"
  | "child-in-law"
  | "grandchild"
  | "parent"
  | "sibling"
  | "other";

/** Where a person of the register lives. */
export type Residence = "registered-here" | "lives-here" | "registered-lives-elsewhere";

export interface Kin {
  relation: Relation;
  sex: Sex;
  /** Whole years and a fraction on the register's day. */
  age: number;
  residence: Residence;
  /** Born into the family, and so of its surname; others married in. */
  isOfTheFamily: boolean;
  isMarried: boolean;
}

export type FamilyKind =
  | "three-generations"
  | "couple-with-children"
  | "left-behind"
  | "empty-nest"
  | "alone"
  | "couple-with-grown-son"
  | "single-parent"
  | "tenants";

const kinds: readonly (readonly [FamilyKind, number])[] = [
  ["three-generations", 25],
  ["couple-with-children", 22],
  ["left-behind", 14],
  ["empty-nest", 13],
  ["alone", 8],
  ["couple-with-grown-son", 11],
  ["single-parent", 3],
  ["tenants", 4],
];

const mostLivedYears = 101;
// One child in a hundred more boys than girls per hundred: 112 to 100, as in the registers of the time.
const shareOfBoys = 112 / 212;

const sexOfChild = (chance: Chance): Sex => (chance.happens(shareOfBoys) ? "male" : "female");

/** The chance of still living at an age, roughly as in the life tables of 2020. */
function isAlive(chance: Chance, age: number): boolean {
  if (age >= mostLivedYears) return false;
  return chance.happens(age < 60 ? 0.97 : Math.max(0.03, 0.95 - ((age - 60) / 40) ** 1.6));
}

function kin(relation: Relation, sex: Sex, age: number, more: Partial<Kin> = {}): Kin {
  return {
    relation,
    sex,
    age,
    residence: "registered-here",
    isOfTheFamily: true,
    isMarried: false,
    ...more,
  };
}

function marriedInto(relation: Relation, sex: Sex, age: number, more: Partial<Kin> = {}): Kin {
  return kin(relation, sex, age, { isOfTheFamily: false, isMarried: true, ...more });
}

/** A wife's age beside her husband's: mostly younger, never under twenty unless he is. */
function wifeAge(chance: Chance, husband: number): number {
  return Math.max(20.2, husband - chance.whole(-2, 5) + chance.next() * 0.9);
}

/** Ages of the children of a mother, oldest first, of those still at home and unmarried. */
function childrenAges(chance: Chance, mother: number, mostAge: number): number[] {
  const wanted = chance.weigh([
    [1, 42],
    [2, 45],
    [3, 13],
  ] as const);
  const ages: number[] = [];
  let motherAtBirth = 20 + chance.next() * 9;
  for (let nth = 0; nth < wanted && motherAtBirth < 42; nth++) {
    const age = mother - motherAtBirth;
    if (age > 0.05 && age < mostAge) ages.push(age);
    motherAtBirth += 1.6 + chance.next() * 6;
  }
  return ages;
}

function children(chance: Chance, mother: number, relation: Relation, mostAge: number): Kin[] {
  return childrenAges(chance, mother, mostAge).map((age) => {
    const worksAway = age > 18 && chance.happens(0.5);
    const residence = worksAway ? "registered-lives-elsewhere" : "registered-here";
    return kin(relation, sexOfChild(chance), age, { residence });
  });
}

function couple(
  chance: Chance,
  husbandAge: number,
  residence: Residence = "registered-here",
): Kin[] {
  return [
    kin("head", "male", husbandAge, { isMarried: true, residence }),
    marriedInto("spouse", "female", wifeAge(chance, husbandAge), { residence }),
  ];
}

/** The head's own parents, those who live. */
function parentsOf(chance: Chance, head: number): Kin[] {
  const mother = head + 20 + chance.next() * 9;
  const father = Math.max(mother - 1 + chance.next() * 6, head + 20.5);
  return [
    ...(isAlive(chance, father) ? [kin("parent", "male", father, { isMarried: true })] : []),
    ...(isAlive(chance, mother) ? [marriedInto("parent", "female", mother)] : []),
  ];
}

function coupleWithChildren(chance: Chance): Kin[] {
  const husbandAge = 26 + chance.next() * 26;
  const [husband, wife] = couple(chance, husbandAge);
  if (!husband || !wife) return [];
  const isFatherAway = chance.happens(0.25);
  const father: Kin = isFatherAway
    ? { ...husband, residence: "registered-lives-elsewhere" }
    : husband;
  return [father, wife, ...children(chance, wife.age, "child", 26)];
}

function threeGenerations(chance: Chance): Kin[] {
  const family = coupleWithChildren(chance);
  const head = family[0];
  return head ? [...family, ...parentsOf(chance, head.age)] : family;
}

/** The old couple is the head; the son and his wife work elsewhere; their children stay. */
function leftBehind(chance: Chance): Kin[] {
  const son = 25 + chance.next() * 17;
  const elders = couple(chance, son + 21 + chance.next() * 8).filter(
    (one, at) => at === 0 || one.age > son + 19,
  );
  const isOrphaned = chance.happens(0.02);
  const away = { residence: "registered-lives-elsewhere" as const, isMarried: true };
  const daughterInLaw = marriedInto("child-in-law", "female", wifeAge(chance, son), away);
  const grandchildren = children(chance, Math.min(daughterInLaw.age, son + 2), "grandchild", 18);
  const middle = isOrphaned ? [] : [kin("child", "male", son, away), daughterInLaw];
  return [...elders, ...middle, ...grandchildren];
}

function emptyNest(chance: Chance): Kin[] {
  const husband = 58 + chance.next() * 25;
  return couple(chance, husband);
}

function alone(chance: Chance): Kin[] {
  const isOld = chance.happens(0.8);
  const age = isOld ? 63 + chance.next() ** 1.3 * 32 : 30 + chance.next() * 30;
  const sex: Sex = isOld && chance.happens(0.58) ? "female" : "male";
  return [kin("head", sex, age)];
}

function coupleWithGrownSon(chance: Chance): Kin[] {
  const [husband, wife] = couple(chance, 47 + chance.next() * 14);
  if (!husband || !wife) return [];
  const son = Math.min(wife.age - 20 - chance.next() * 6, 34);
  const worksAway = chance.happens(0.6);
  const residence = worksAway ? "registered-lives-elsewhere" : "registered-here";
  return [husband, wife, kin("child", "male", Math.max(son, 18.5), { residence })];
}

function singleParent(chance: Chance): Kin[] {
  const sex: Sex = chance.happens(0.5) ? "female" : "male";
  const age = 28 + chance.next() * 20;
  const ages = childrenAges(chance, age - 0.5, 20);
  return [
    kin("head", sex, age),
    ...ages.slice(0, 2).map((one) => kin("child", sexOfChild(chance), one)),
  ];
}

function tenants(chance: Chance): Kin[] {
  const family = chance.happens(0.5)
    ? coupleWithChildren(chance)
    : [kin("head", chance.happens(0.6) ? "male" : "female", 20 + chance.next() * 30)];
  return family.map((one) => ({ ...one, residence: "lives-here" as const }));
}

const makers: Record<FamilyKind, (chance: Chance) => Kin[]> = {
  "three-generations": threeGenerations,
  "couple-with-children": coupleWithChildren,
  "left-behind": leftBehind,
  "empty-nest": emptyNest,
  alone,
  "couple-with-grown-son": coupleWithGrownSon,
  "single-parent": singleParent,
  tenants,
};

/** One family, the head first. */
export function family(chance: Chance): { kind: FamilyKind; kin: Kin[] } {
  const kind = chance.weigh(kinds);
  return { kind, kin: makers[kind](chance) };
}
