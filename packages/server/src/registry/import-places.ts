/** Where the people of a file are: names of areas in its column, or one area for a whole sheet. */
import type { AreaNames } from "@lianfang/core/organization/area-names.ts";
import type { ImportPlace } from "@lianfang/core/registry/import-contract.ts";
import type { FileSheet } from "./import-reading.ts";

/** What names stand for by somebody's word: area ids by the text in the file. */
export type Choices = Readonly<Record<string, string>>;

const mostKept = 200;

/** Gathers the names of one column that nobody knows, or that somebody chose an area for. */
export class ColumnPlaces {
  readonly #areas: AreaNames;
  readonly #choices: Choices;
  readonly #rows = new Map<string, number>();

  constructor(areas: AreaNames, choices: Choices) {
    this.#areas = areas;
    this.#choices = choices;
  }

  note(text: string): void {
    if (this.#areas.find(text).is === "found" && this.#choices[text] === undefined) return;
    this.#rows.set(text, (this.#rows.get(text) ?? 0) + 1);
  }

  /** Most frequent first; of very many, as when a column was mistaken for names of areas, the first. */
  all(): ImportPlace[] {
    return [...this.#rows]
      .sort(([, one], [, other]) => other - one)
      .slice(0, mostKept)
      .map(([text, rows]) => ({ text, of: "column", rows, ...this.#known(text) }));
  }

  #known(text: string): Pick<ImportPlace, "areaId" | "areaName" | "by" | "near"> {
    const found = this.#areas.find(text);
    if (found.is !== "found") return { near: found.near };
    return { areaId: found.areaId, areaName: found.name, by: "choice", near: [] };
  }
}

/** The area of each sheet of a file that has no column for it, as far as anything tells. */
export function placesOfSheets(
  sheets: readonly FileSheet[],
  fileName: string,
  areas: AreaNames,
  choices: Choices,
): ImportPlace[] {
  return sheets.map(({ name, rows, above }) => {
    const text = name || fileName;
    const titles = [
      ...above.map((texts) => texts.join(" ")),
      ...(sheets.length > 1 ? [] : [fileName]),
    ];
    const known = placeByChoice(text, areas, choices) ?? placeByTexts(text, titles, areas);
    return { text, of: "sheet", rows, near: [], ...known };
  });
}

type Known = Pick<ImportPlace, "areaId" | "areaName" | "by">;

function placeByChoice(text: string, areas: AreaNames, choices: Choices): Known | undefined {
  const areaId = choices[text];
  const areaName = areaId === undefined ? "" : areas.nameOf(areaId);
  return areaName === "" ? undefined : { areaId, areaName, by: "choice" };
}

function placeByTexts(
  name: string,
  titles: readonly string[],
  areas: AreaNames,
): Known | undefined {
  const found = areas.find(name);
  if (found.is === "found") return { areaId: found.areaId, areaName: found.name, by: "name" };
  const inName = areas.findIn(name);
  if (inName) return { areaId: inName.areaId, areaName: inName.name, by: "name" };
  for (const title of titles) {
    const inTitle = areas.findIn(title);
    if (inTitle) return { areaId: inTitle.areaId, areaName: inTitle.name, by: "title" };
  }
  return undefined;
}
