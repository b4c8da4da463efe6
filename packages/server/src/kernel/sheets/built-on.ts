/** What stands in the way of taking a list back. */
import { sheetProblems } from "@lianfang/core/kernel/sheet-problems.ts";
import type { Locale } from "../context.ts";
import { listed } from "./sheet-texts.ts";

/** A record that a list added or changed. */
export interface Imported {
  id: string;
  name: string;
  /** The list added it. */
  isNew: boolean;
  /** Changed since, or, being new, something depends on it. */
  isBuiltOn: boolean;
}

/** So many are told by name of those that stand in the way. */
const mostNamed = 20;

/** @throws Problem `sheet.builtOn` when anything was built on any of them */
export function demandUntouched(imported: readonly Imported[], locale: Locale): void {
  const inTheWay = imported.filter(({ isBuiltOn }) => isBuiltOn);
  if (inTheWay.length === 0) return;
  const some = inTheWay.slice(0, mostNamed).map(({ id, name }) => ({ id, name }));
  const names = listed(
    some.map(({ name }) => name),
    locale,
  );
  throw sheetProblems.builtOn({ some, names, total: inTheWay.length });
}
