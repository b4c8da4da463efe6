import type { LikenessReason } from "@lianfang/core/registry/same-person.ts";
import { likelyOne } from "@lianfang/core/registry/same-person.ts";
import { m } from "@lianfang/messages/messages.js";

/** What speaks for two records being one person, and what against it. */
export const likenessTexts: Record<LikenessReason, () => string> = {
  identityNumber: () => m["sameperson.reason.identityNumber"](),
  name: () => m["sameperson.reason.name"](),
  pinyin: () => m["sameperson.reason.pinyin"](),
  oneOff: () => m["sameperson.reason.oneOff"](),
  birthday: () => m["sameperson.reason.birthday"](),
  household: () => m["sameperson.reason.household"](),
  phone: () => m["sameperson.reason.phone"](),
  address: () => m["sameperson.reason.address"](),
  sexDiffers: () => m["sameperson.reason.sexDiffers"](),
  birthdayDiffers: () => m["sameperson.reason.birthdayDiffers"](),
};

const against: readonly LikenessReason[] = ["sexDiffers", "birthdayDiffers"];

export const speaksAgainst = (reason: LikenessReason): boolean => against.includes(reason);

export function likelinessText(score: number): string {
  return score >= likelyOne ? m["sameperson.likely"]() : m["sameperson.possible"]();
}
