/** Where areas may stand, how names follow a renamed area, what a phone number looks like. Pure. */
import type { Area } from "./contract.ts";
import { problems } from "./problems.ts";

type Kind = Area["kind"];

const standsIn: Record<Kind, readonly Kind[]> = {
  town: [],
  village: ["town"],
  community: ["town"],
  grid: ["village", "community"],
};

/** @throws Problem `organization.areaKindMisplaced` */
export function checkPlace(kind: Kind, parentKind: Kind): void {
  if (!standsIn[kind].includes(parentKind)) throw problems.areaKindMisplaced();
}

/**
 * The name of a unit or grid after the area it is named for was renamed: 第3村作战单元 becomes
 * 柳林村作战单元. A name that doesn't begin as the area's did stays.
 */
export function renamedAlong(name: string, before: string, after: string): string {
  const rest = name.slice(before.length);
  // "Village 1" is no part of "Village 12 team".
  const goesOn = /^[\p{Script=Latin}\d]/u.test(rest) && /[\p{Script=Latin}\d]$/u.test(before);
  return name.startsWith(before) && !goesOn ? after + rest : name;
}

/** Office phones are short numbers, extensions and hotlines as well: only the characters are told. */
export function isPhone(text: string): boolean {
  return /^\+?[\d\s()-]{3,20}$/.test(text) && /\d{3}/.test(text);
}
