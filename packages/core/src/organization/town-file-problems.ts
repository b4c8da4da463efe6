/** Reading a town file: every wrong field by its path, with a message that says how to mend it. */
import type { z } from "zod";
import type { FieldProblem } from "../kernel/problems.ts";
import { numberedVillageName, villageCount } from "./founding-areas.ts";
import { fieldsByPath, TownFile, townIdPattern, townTimePattern } from "./town-file.ts";

export type TownFileReading =
  | { ok: true; file: TownFile }
  | { ok: false; problems: FieldProblem[] };

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** `organization[0].teams[1].kind`; empty for the file as a whole. */
function written(path: Path): string {
  return path.reduce<string>(
    (sofar, part) =>
      typeof part === "number"
        ? `${sofar}[${part}]`
        : sofar === ""
          ? String(part)
          : `${sofar}.${String(part)}`,
    "",
  );
}

function problem(path: Path, code: string, params?: FieldProblem["params"]): FieldProblem {
  return { path: written(path), code: `townfile.${code}`, ...(params && { params }) };
}

/** How many letters must change to make one word of the other (Levenshtein). */
function lettersApart(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function nearest(word: string, offered: readonly string[]): string | undefined {
  const ranked = offered
    .map((one) => ({ one, apart: lettersApart(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, apart }) => apart <= Math.max(1, Math.floor(one.length / 3)))
    .sort((a, b) => a.apart - b.apart);
  return ranked[0]?.one;
}

/** The path with `[]` for any index, and teams within teams as the units they are. */
function kindOfPath(path: Path): string {
  const general = written(path).replace(/\[\d+\]/g, "[]");
  return general.replace(/^organization\[\](\.teams\[\])+/, "organization[]");
}

function unknownField(path: Path, field: string): FieldProblem {
  const at = [...path, field];
  const suggestion = nearest(field, fieldsByPath[kindOfPath(path)] ?? []);
  if (suggestion) return problem(at, "unknownFieldLike", { suggestion });
  const elsewhere = Object.entries(fieldsByPath).find(([, fields]) => fields.includes(field));
  if (!elsewhere) return problem(at, "unknownField");
  const [place] = elsewhere;
  return place === "" ? problem(at, "fieldBelongsAtTop") : problem(at, "fieldBelongsIn", { place });
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === "object" && inner !== null ? Reflect.get(inner, part) : undefined,
    value,
  );
}

const typeCodes: Record<string, string> = {
  string: "mustBeText",
  number: "mustBeNumber",
  int: "mustBeWhole",
  boolean: "mustBeYesNo",
  array: "mustBeList",
  object: "mustBeObject",
};

function wrongType(expected: string, path: Path, value: unknown): FieldProblem {
  if (value === undefined) return problem(path, "required");
  return problem(path, typeCodes[expected] ?? "mustBeObject");
}

function notOffered(values: readonly unknown[], path: Path, value: unknown): FieldProblem {
  if (value === undefined) return problem(path, "required");
  const offered = values.map(String);
  const suggestion = typeof value === "string" ? nearest(value, offered) : undefined;
  if (suggestion) return problem(path, "notOfferedLike", { suggestion });
  return problem(path, "notOffered", { offered: offered.join(", ") });
}

function wrongForm(pattern: string | undefined, path: Path): FieldProblem {
  if (pattern === String(townIdPattern)) return problem(path, "idForm");
  if (pattern === String(townTimePattern)) return problem(path, "timeForm");
  return problem(path, "dayForm");
}

function tooSmall(issue: z.core.$ZodIssueTooSmall, path: Path): FieldProblem {
  if (issue.origin === "string") return problem(path, "empty");
  if (issue.origin === "array") return problem(path, "emptyList");
  if (issue.inclusive === false) return problem(path, "mustBePositive");
  return problem(path, "tooSmall", { minimum: Number(issue.minimum) });
}

function problemsOf(issue: Issue, input: unknown): FieldProblem[] {
  const value = valueAt(input, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(issue.path, key));
    case "invalid_type":
      return [wrongType(issue.expected, issue.path, value)];
    case "invalid_value":
      return [notOffered(issue.values, issue.path, value)];
    case "invalid_format":
      return [wrongForm(issue.pattern, issue.path)];
    case "too_small":
      return [tooSmall(issue, issue.path)];
    case "too_big":
      return [
        problem(issue.path, issue.origin === "string" ? "tooLong" : "tooLarge", {
          maximum: Number(issue.maximum),
        }),
      ];
    default:
      return [problem(issue.path, "mustBeObject")];
  }
}

// A township with more than this is a mistake in the file, and founding it would choke on it.
const mostVillages = 500;
const mostUnits = 500;
const mostCheckpoints = 500;

/** What the form allows and no town can mean. */
function contradictions(file: TownFile): FieldProblem[] {
  const named = file.areas?.named ?? [];
  const found = named.flatMap((name, at) => {
    if (name.trim() === "") return [problem(["areas", "named", at], "empty")];
    return named.indexOf(name) < at ? [problem(["areas", "named", at], "namedTwice")] : [];
  });
  if ((file.areas?.villages ?? 0) > mostVillages)
    found.push(problem(["areas", "villages"], "tooLarge", { maximum: mostVillages }));
  file.organization.forEach((unit, at) => {
    if ((unit.count ?? 1) > mostUnits)
      found.push(problem(["organization", at, "count"], "tooLarge", { maximum: mostUnits }));
  });
  return [...found, ...checkpointContradictions(file)];
}

/** Two of one name, one in a village the town hasn't, more than any town could keep. */
function checkpointContradictions(file: TownFile): FieldProblem[] {
  const { named = [], numbered = [] } = file.checkpoints ?? {};
  const areas = areaNames(file);
  const names = named.map(({ zh }) => zh.trim());
  const found = named.flatMap(({ area }, at): FieldProblem[] => {
    const path = ["checkpoints", "named", at];
    if (names[at] === "") return [problem([...path, "zh"], "empty")];
    if (names.indexOf(names[at] ?? "") < at) return [problem([...path, "zh"], "namedTwice")];
    if (area === undefined || areas.includes(area)) return [];
    const suggestion = nearest(area, areas);
    return [
      suggestion
        ? problem([...path, "area"], "notOfferedLike", { suggestion })
        : problem([...path, "area"], "noSuchArea"),
    ];
  });
  const count = numbered.reduce((sum, one) => sum + one.count, named.length);
  if (count > mostCheckpoints)
    found.push(problem(["checkpoints"], "tooLarge", { maximum: mostCheckpoints }));
  return found;
}

/** The town, its villages by name, and those that will be numbered. */
function areaNames(file: TownFile): string[] {
  const named = (file.areas?.named ?? []).map((name) => name.trim());
  const { count } = villageCount(file);
  const numbered = Array.from({ length: count }, (_, at) => numberedVillageName(at));
  return [file.name, ...named, ...numbered.slice(named.length)];
}

/** Reads a parsed town file. Every problem names its field and has a text at its code in both languages. */
export function readTownFile(value: unknown): TownFileReading {
  const parsed = TownFile.safeParse(value);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, value)),
    };
  const problems = contradictions(parsed.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file: parsed.data };
}

/**
 * Line and column, from 1, of the place a JSON parser's message speaks of: V8 counts characters,
 * Firefox lines and columns; where neither is told it is the end of the text.
 */
function placeOf(message: string, json: string): { line: number; column: number } {
  const [, line, column] = /line (\d+) column (\d+) of the JSON/.exec(message) ?? [];
  if (line && column) return { line: Number(line), column: Number(column) };
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? json.length);
  const before = json.slice(0, position).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Reads a town file as text; a byte order mark is passed over. */
export function readTownFileText(json: string): TownFileReading {
  const text = json.replace(/^\ufeff/, "");
  try {
    return readTownFile(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problems: [problem([], "notJson", placeOf(error.message, text))] };
  }
}
