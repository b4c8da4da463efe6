/** What is wrong with a town file, field by field, in words. */
import type { FieldProblem } from "@lianfang/core/kernel/problems.ts";
import { m } from "@lianfang/messages/messages.js";

type Params = Readonly<Record<string, string | number>>;
type Said = (params: Params) => string;

const wrong: Record<string, Said> = {
  "townfile.notJson": (p) =>
    m["townfile.notJson"]({ line: p.line ?? "", column: p.column ?? "" }) +
    m["townfile.notJson.mend"](),
  "townfile.required": () => m["townfile.required"]() + m["townfile.required.mend"](),
  "townfile.unknownField": () => m["townfile.unknownField"]() + m["townfile.unknownField.mend"](),
  "townfile.unknownFieldLike": (p) =>
    m["townfile.unknownFieldLike"]() +
    m["townfile.unknownFieldLike.mend"]({ suggestion: p.suggestion ?? "" }),
  "townfile.fieldBelongsIn": (p) =>
    m["townfile.fieldBelongsIn"]() + m["townfile.fieldBelongsIn.mend"]({ place: p.place ?? "" }),
  "townfile.fieldBelongsAtTop": () =>
    m["townfile.fieldBelongsAtTop"]() + m["townfile.fieldBelongsAtTop.mend"](),
  "townfile.mustBeText": () => m["townfile.mustBeText"]() + m["townfile.mustBeText.mend"](),
  "townfile.mustBeNumber": () => m["townfile.mustBeNumber"]() + m["townfile.mustBeNumber.mend"](),
  "townfile.mustBeWhole": () => m["townfile.mustBeWhole"]() + m["townfile.mustBeWhole.mend"](),
  "townfile.mustBeYesNo": () => m["townfile.mustBeYesNo"]() + m["townfile.mustBeYesNo.mend"](),
  "townfile.mustBeList": () => m["townfile.mustBeList"]() + m["townfile.mustBeList.mend"](),
  "townfile.mustBeObject": () => m["townfile.mustBeObject"]() + m["townfile.mustBeObject.mend"](),
  "townfile.notOffered": (p) =>
    m["townfile.notOffered"]() + m["townfile.notOffered.mend"]({ offered: p.offered ?? "" }),
  "townfile.notOfferedLike": (p) =>
    m["townfile.notOfferedLike"]() +
    m["townfile.notOfferedLike.mend"]({ suggestion: p.suggestion ?? "" }),
  "townfile.empty": () => m["townfile.empty"]() + m["townfile.empty.mend"](),
  "townfile.emptyList": () => m["townfile.emptyList"]() + m["townfile.emptyList.mend"](),
  "townfile.tooSmall": (p) =>
    m["townfile.tooSmall"]() + m["townfile.tooSmall.mend"]({ minimum: p.minimum ?? "" }),
  "townfile.tooLarge": (p) =>
    m["townfile.tooLarge"]() + m["townfile.tooLarge.mend"]({ maximum: p.maximum ?? "" }),
  "townfile.tooLong": (p) =>
    m["townfile.tooLong"]() + m["townfile.tooLong.mend"]({ maximum: p.maximum ?? "" }),
  "townfile.noSuchArea": () => m["townfile.noSuchArea"]() + m["townfile.noSuchArea.mend"](),
  "townfile.mustBePositive": () =>
    m["townfile.mustBePositive"]() + m["townfile.mustBePositive.mend"](),
  "townfile.idForm": () => m["townfile.idForm"]() + m["townfile.idForm.mend"](),
  "townfile.dayForm": () => m["townfile.dayForm"]() + m["townfile.dayForm.mend"](),
  "townfile.timeForm": () => m["townfile.timeForm"]() + m["townfile.timeForm.mend"](),
  "townfile.namedTwice": () => m["townfile.namedTwice"]() + m["townfile.namedTwice.mend"](),
};

/** What is wrong and how to mend it. */
export function townFileText({ code, params = {} }: FieldProblem): string {
  return wrong[code]?.(params) ?? m["kernel.field.wrongForm"]();
}
