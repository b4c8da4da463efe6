import { writeFile } from "node:fs/promises";
import { Day, townDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../app.ts";
import type { Locale } from "../kernel/context.ts";
import { action, CommandProblem, UsageProblem } from "./skeleton/command.ts";
import { townNamed, townOption } from "./skeleton/town.ts";

const formats = ["docx", "pdf"] as const;
const languages = ["zh-CN", "en"] as const;

export const command = action({
  name: "bulletin",
  summary: (locale) => m["command.cli.bulletin.summary"]({}, { locale }),
  details: (locale) => m["command.cli.bulletin.details"]({}, { locale }),
  options: {
    day: {
      type: "string",
      value: "YYYY-MM-DD",
      meaning: (locale) => m["command.cli.bulletin.day"]({}, { locale }),
    },
    format: {
      type: "string",
      value: "docx|pdf",
      meaning: (locale) => m["command.cli.bulletin.format"]({}, { locale }),
    },
    language: {
      type: "string",
      value: "zh-CN|en",
      meaning: (locale) => m["command.cli.bulletin.language"]({}, { locale }),
    },
    output: {
      type: "string",
      short: "o",
      value: "FILE",
      meaning: (locale) => m["command.cli.bulletin.output"]({}, { locale }),
    },
    compose: {
      type: "boolean",
      meaning: (locale) => m["command.cli.bulletin.compose"]({}, { locale }),
    },
    issue: {
      type: "boolean",
      meaning: (locale) => m["command.cli.bulletin.issue"]({}, { locale }),
    },
    town: townOption,
  },
  async run({ values, locale, say, operate }) {
    const format = oneOf("--format", values.format ?? "docx", formats);
    const language = oneOf("--language", values.language ?? locale, languages);
    const wanted = dayGiven(values.day);
    const operation = await operate();
    const { townId, timeZone } = await townNamed(operation, values.town);
    const api = operation.asSystem(townId, "lianfang bulletin").command;
    const day = wanted ?? townDay(operation.application.kernel.clock.now(), timeZone);
    const there = await bulletinOf(api, day);
    const bulletinId = there ?? (values.compose ? await composed(api, day) : undefined);
    if (!bulletinId) {
      throw new CommandProblem((of) => m["command.cli.bulletin.none"]({ day }, { locale: of }));
    }
    if (values.issue) await issue(api, bulletinId);
    const file = await api.bulletinFile({ bulletinId, format, language });
    const output = values.output ?? file.name;
    await writeFile(output, new Uint8Array(await file.arrayBuffer()));
    say(await told(api, bulletinId, output, locale));
  },
});

type Api = Caller["command"];

function oneOf<const Value extends string>(
  name: string,
  given: string,
  known: readonly Value[],
): Value {
  const value = known.find((each) => each === given);
  if (value) return value;
  throw new UsageProblem((locale) =>
    m["operations.setting.one_of"]({ name, text: given, known: known.join(", ") }, { locale }),
  );
}

function dayGiven(text: string | undefined): string | undefined {
  if (text === undefined || Day.safeParse(text).success) return text;
  throw new UsageProblem((locale) => m["command.cli.bulletin.noDay"]({ text }, { locale }));
}

async function bulletinOf(api: Api, day: string): Promise<string | undefined> {
  let after: string | undefined;
  do {
    const page = await api.bulletins({ after, limit: 200 });
    const found = page.rows.find((bulletin) => bulletin.day === day);
    if (found) return found.bulletinId;
    after = page.next;
  } while (after !== undefined);
  return undefined;
}

async function composed(api: Api, day: string): Promise<string> {
  return (await api.compose({ id: uuidv7(), day })).bulletinId;
}

/** One that is issued already stays as it is. */
async function issue(api: Api, bulletinId: string): Promise<void> {
  const { state, revision } = await api.bulletin({ bulletinId });
  if (state === "draft") await api.issueBulletin({ id: uuidv7(), bulletinId, revision });
}

async function told(api: Api, bulletinId: string, file: string, locale: Locale): Promise<string> {
  const { day, issueNumber: number, state, digest } = await api.bulletin({ bulletinId });
  if (state === "draft" || !digest) {
    return m["command.cli.bulletin.writtenDraft"]({ day, number, file }, { locale });
  }
  return m["command.cli.bulletin.written"]({ day, number, file, digest }, { locale });
}
