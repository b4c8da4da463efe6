import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  type FoundingPreview,
  problems,
  type TownSource,
} from "@lianfang/core/organization/contract.ts";
import { readTownFileText } from "@lianfang/core/organization/town-file-problems.ts";
import { m } from "@lianfang/messages/messages.js";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import type { Locale } from "../kernel/context.ts";
import { demoTowns } from "../kernel/settings.ts";
import { action, CommandProblem, UsageProblem } from "./skeleton/command.ts";

const text = (value: string, meaning: (locale: Locale) => string) =>
  ({ type: "string", value, meaning }) as const;

const options = {
  from: text("FILE", (locale) => m["organization.cli.found.from"]({}, { locale })),
  preset: text("ID", (locale) => {
    return m["organization.cli.found.preset"]({ presets: demoTowns.join(", ") }, { locale });
  }),
  blank: text("NAME", (locale) => m["organization.cli.found.blank"]({}, { locale })),
  "name-en": text("NAME", (locale) => m["organization.cli.found.nameEn"]({}, { locale })),
  county: text("NAME", (locale) => m["organization.cli.found.county"]({}, { locale })),
  province: text("NAME", (locale) => m["organization.cli.found.province"]({}, { locale })),
  villages: text("NUMBER", (locale) => m["organization.cli.found.villages"]({}, { locale })),
  era: text("YEAR", (locale) => m["organization.cli.found.era"]({}, { locale })),
  director: text("NAME", (locale) => m["organization.cli.found.director"]({}, { locale })),
  "user-name": text("NAME", (locale) => m["organization.cli.found.userName"]({}, { locale })),
  response: text("NAME", (locale) => m["organization.cli.found.response"]({}, { locale })),
  "response-en": text("NAME", (locale) => {
    return m["organization.cli.found.responseEn"]({}, { locale });
  }),
  "activated-on": text("DAY", (locale) => {
    return m["organization.cli.found.activatedOn"]({}, { locale });
  }),
  preview: {
    type: "boolean",
    meaning: (locale: Locale) => m["organization.cli.found.preview"]({}, { locale }),
  },
} as const;

type Given = { [Name in keyof typeof options]?: string | boolean | undefined };

export const command = action({
  name: "found",
  summary: (locale) => m["organization.cli.found.summary"]({}, { locale }),
  details: (locale) => m["organization.cli.found.details"]({}, { locale }),
  options,
  async run({ values, locale, say, operate }) {
    const source = await sourceOf(values);
    const displayName = values.director;
    if (!displayName && !values.preview) {
      throw new UsageProblem((of) =>
        m["cli.problem.missing"]({ name: "--director" }, { locale: of }),
      );
    }
    const { application, asVisitor, asSystem } = await operate();
    const visitor = asVisitor();
    const preview = await visitor.organization.previewFounding({ source });
    for (const line of previewLines(preview, locale)) say(line);
    if (!displayName || values.preview) return;
    const { nextFoundingCode } = await import("../organization/founding.ts");
    const userName = values["user-name"] ?? "director";
    const { townId, accountId } = await visitor.organization.found({
      id: uuidv7(),
      code: await nextFoundingCode(application.kernel.db, application.kernel.keys),
      source,
      ...responseNames(values),
      activatedOn: values["activated-on"],
      // Nobody ever knows it: the code below takes its place.
      director: { userName, displayName, password: randomBytes(48).toString("base64") },
    });
    const { accounts } = asSystem(townId, "lianfang found");
    const { code, codeExpiresAt } = await accounts.renewCode({ id: uuidv7(), accountId });
    say(m["organization.cli.found.done"]({ town: preview.name }, { locale }));
    const until = inTownTime(codeExpiresAt, locale);
    const told = { name: displayName, userName, code: code ?? "", until };
    say(m["organization.cli.found.director.code"](told, { locale }));
  },
});

/** @throws UsageProblem unless exactly one is given; a Problem that names the file's wrong fields */
async function sourceOf(values: Given): Promise<z.input<typeof TownSource>> {
  const given = [values.from, values.preset, values.blank].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new UsageProblem((locale) => m["organization.cli.found.sourceNeeded"]({}, { locale }));
  }
  if (typeof values.preset === "string") return { from: "preset", presetId: values.preset };
  if (typeof values.from === "string") return { from: "file", file: await fileAt(values.from) };
  const era = values.era;
  return {
    from: "blank",
    name: String(values.blank),
    ...(typeof values["name-en"] === "string" && { nameEn: values["name-en"] }),
    ...(typeof values.county === "string" && { county: values.county }),
    ...(typeof values.province === "string" && { province: values.province }),
    ...(values.villages !== undefined && { villages: Number(values.villages) }),
    // Anything else is refused as any wrong input is, and named.
    ...(era !== undefined && { era: era as "2020" | "2022" }),
  };
}

async function fileAt(file: string): Promise<unknown> {
  const json = await readFile(file, "utf8").catch((cause: Error) => {
    throw new CommandProblem((locale) =>
      m["organization.cli.found.unreadable"]({ file, said: cause.message }, { locale }),
    );
  });
  const reading = readTownFileText(json);
  if (!reading.ok) throw problems.townFileInvalid({ fields: reading.problems });
  return reading.file;
}

function responseNames(values: { response?: string; "response-en"?: string }) {
  const usual = (locale: Locale) => m["organization.response.usual"]({}, { locale });
  return {
    responseName: values.response ?? usual("zh-CN"),
    responseNameEn: values["response-en"] ?? values.response ?? usual("en"),
  };
}

function previewLines(preview: z.infer<typeof FoundingPreview>, locale: Locale): string[] {
  const { name, nameEn, villages, units, checkpoints, chain, clock } = preview;
  const isEnglish = locale === "en";
  const comma = isEnglish ? ", " : "、";
  const some = {
    count: checkpoints.length,
    numbered: checkpoints.filter((one) => one.isNumbered).length,
  };
  const numbered = villages.filter(({ isNumbered }) => isNumbered).length;
  const unitTexts = units.map((unit) => {
    const told = { name: isEnglish ? unit.nameEn : unit.name, count: unit.count };
    return unit.count === 1 ? told.name : m["organization.cli.found.unitTimes"](told, { locale });
  });
  const levels = chain.map(({ label, labelEn }) => (isEnglish ? labelEn : label));
  const rules = {
    era: preview.policyPreset,
    readings: preview.readingsPerDay,
    days: preview.observationDays,
  };
  return [
    m["organization.cli.found.wouldBe"]({ name, nameEn }, { locale }),
    m["organization.cli.found.size"]({ villages: villages.length, numbered }, { locale }),
    m["organization.cli.found.units"]({ units: unitTexts.join(comma) }, { locale }),
    ...(some.count > 0 ? [m["organization.cli.found.checkpoints"](some, { locale })] : []),
    m["organization.cli.found.chain"]({ levels: levels.join(isEnglish ? " → " : "→") }, { locale }),
    m["organization.cli.found.clock"](clock, { locale }),
    m["organization.cli.found.rules"](rules, { locale }),
  ].map((line, at) => (at === 0 ? line : `  ${line}`));
}

function inTownTime(instant: string, locale: Locale): string {
  const { format } = new Intl.DateTimeFormat(locale, {
    timeZone: "Asia/Shanghai",
    dateStyle: "medium",
    timeStyle: "short",
  });
  return format(new Date(instant));
}
