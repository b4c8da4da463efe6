import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import type {
  Import,
  ImportCounts,
  ImportProgress,
} from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../app.ts";
import type { Locale } from "../kernel/context.ts";
import { allTowns } from "../kernel/session/town.ts";
import { bringList, type ListName, listNames } from "./skeleton/bring-list.ts";
import { action, CommandProblem, UsageProblem } from "./skeleton/command.ts";
import { givenPath } from "./skeleton/given-path.ts";
import type { Operation } from "./skeleton/operation.ts";

export const command = action({
  name: "import",
  summary: (locale) => m["registry.cli.import.summary"]({}, { locale }),
  details: (locale) => m["registry.cli.import.details"]({}, { locale }),
  arguments: [{ name: "FILE", meaning: (locale) => m["registry.cli.import.file"]({}, { locale }) }],
  options: {
    town: {
      type: "string",
      value: "NAME",
      meaning: (locale) => m["registry.cli.import.town"]({}, { locale }),
    },
    what: {
      type: "string",
      value: "LIST",
      meaning: (locale) => m["sheet.cli.what"]({}, { locale }),
    },
    yes: {
      type: "boolean",
      short: "y",
      meaning: (locale) => m["registry.cli.import.yes"]({}, { locale }),
    },
  },
  async run({ values, args: [file = ""], locale, say, operate }) {
    const bytes = await readFile(givenPath(file)).catch((cause: Error) => {
      throw new CommandProblem((of) =>
        m["registry.cli.import.unreadable"]({ file, said: cause.message }, { locale: of }),
      );
    });
    const operation = await operate();
    const townId = await townNamed(operation, values.town);
    const caller = operation.asSystem(townId, "lianfang import");
    const upload = new File([new Uint8Array(bytes)], path.basename(file));
    const what = listNamed(values.what);
    if (what) {
      return bringIn({ what, caller, upload }, { file, locale, say, isYes: values.yes ?? false });
    }
    const { registry } = caller;
    const { importId } = await registry.startImport({ id: uuidv7(), file: upload });
    const work = { operation, registry, importId, locale };
    const previewed = await finished(work);
    tellPreview(previewed, locale, say);
    const { counts } = previewed;
    if (counts.rejected > 0) {
      await keep(await registry.rejectedRows({ importId }), counts.rejected, { file, locale, say });
    }
    const isWanted = counts.new + counts.changed === 0 || values.yes || (await agreed(locale));
    if (!isWanted) {
      await registry.discardImport({ id: uuidv7(), importId });
      return say(m["registry.cli.import.discarded"]({}, { locale }));
    }
    await registry.confirmImport({ id: uuidv7(), importId });
    const confirmed = await finished(work);
    say(m["registry.import.sum"](confirmed.counts, { locale }));
    demandSum(confirmed.counts);
  },
});

/** Residents where nothing else is said. */
function listNamed(given: string | undefined): ListName | undefined {
  if (given === undefined || given === "residents") return undefined;
  const what = listNames.find((name) => name === given);
  if (what) return what;
  const known = ["residents", ...listNames].join(", ");
  throw new UsageProblem((locale) => m["sheet.cli.unknown"]({ given, known }, { locale }));
}

interface Told {
  file: string;
  locale: Locale;
  say(line: string): void;
}

async function bringIn(
  { what, caller, upload }: { what: ListName; caller: Caller; upload: File },
  told: Told & { isYes: boolean },
): Promise<void> {
  const { locale, say, isYes } = told;
  const counts = await bringList({
    ...{ what, caller, locale, say },
    file: upload,
    keep: (rejected, count) => keep(rejected, count, told),
    isWanted: async () => isYes || agreed(locale),
  });
  if (!counts) return say(m["registry.cli.import.discarded"]({}, { locale }));
  say(m["registry.import.sum"](counts, { locale }));
  demandSum(counts);
}

interface Work {
  operation: Operation;
  registry: Caller["registry"];
  importId: string;
  locale: Locale;
}

/**
 * The import once the background has done its work, which it does here unless a server runs beside.
 * @throws CommandProblem when it failed
 */
async function finished(work: Work): Promise<Import & { counts: ImportCounts }> {
  const { operation, registry, importId, locale } = work;
  const doing = operation.application.runLongReactions();
  for await (const progress of await registry.importProgress({ importId })) {
    showProgress(progress, locale);
  }
  await doing;
  const { counts, problem, ...held } = await registry.import({ importId });
  if (counts && !problem) return { ...held, counts };
  throw new CommandProblem((of) =>
    m["import.cli.failed"](
      { message: problem?.message ?? "", mend: problem?.mend ?? "" },
      { locale: of },
    ),
  );
}

const steps = {
  reading: m["import.cli.reading"],
  checking: m["import.cli.checking"],
  writing: m["import.cli.writing"],
  undoing: m["import.progress.undoing"],
};

/** One line that is written over, where somebody looks. */
function showProgress({ step, done, total }: ImportProgress, locale: Locale): void {
  if (!process.stderr.isTTY) return;
  const text = step ? steps[step]({ done, total }, { locale }) : "";
  process.stderr.write(`\r\u001b[K${text}`);
}

/** The counts, what else there is to know of the file, and the reasons of refusal. */
function tellPreview(
  { counts, unreadSheets, hiddenRows = 0, reasons }: Import & { counts: ImportCounts },
  locale: Locale,
  say: (line: string) => void,
): void {
  say(m["registry.cli.import.read"]({ ...counts }, { locale }));
  for (const sheet of unreadSheets) say(m["registry.cli.import.unread"](sheet, { locale }));
  if (hiddenRows > 0) say(m["import.cli.hiddenRows"]({ count: hiddenRows }, { locale }));
  for (const { text, rows } of reasons.filter(({ fate }) => fate === "rejected")) {
    say(m["import.cli.reason"]({ text, rows }, { locale }));
  }
}

async function townNamed(operation: Operation, name: string | undefined): Promise<string> {
  const towns = await allTowns(operation.application.kernel.db);
  const named = name === undefined ? towns : towns.filter((town) => isCalled(town, name));
  const [town, another] = named;
  if (!town) {
    throw new CommandProblem((locale) =>
      towns.length === 0
        ? m["registry.cli.import.noTown"]({}, { locale })
        : m["registry.cli.import.townUnknown"](
            { name: name ?? "", known: towns.map((known) => known.name).join("、") },
            { locale },
          ),
    );
  }
  if (another) {
    const known = towns.map((each) => each.name).join("、");
    throw new UsageProblem((locale) => m["registry.cli.import.townNeeded"]({ known }, { locale }));
  }
  return town.townId;
}

function isCalled(town: { townId: string; name: string; nameEn: string }, name: string): boolean {
  return [town.townId, town.name, town.nameEn].includes(name);
}

/** Rows that are refused are written beside the file, so that none is lost whatever is decided. */
async function keep(rejected: File, count: number, { file, locale, say }: Told): Promise<void> {
  const beside = path.join(path.dirname(givenPath(file)), rejected.name);
  await writeFile(beside, new Uint8Array(await rejected.arrayBuffer()));
  say(m["registry.cli.import.rejected"]({ rejected: count, file: beside }, { locale }));
}

async function agreed(locale: Locale): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${m["registry.cli.import.question"]({}, { locale })} `);
  terminal.close();
  return /^(y|yes|是|好|确认|写入)$/i.test(answer.trim());
}

function demandSum(counts: ImportCounts): void {
  const { read, new: added, changed, same, rejected } = counts;
  if (read === added + changed + same + rejected) return;
  throw new CommandProblem((locale) => m["registry.cli.import.unequal"]({}, { locale }));
}
