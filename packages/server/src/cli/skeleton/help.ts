/** The help at every level: of the command line, of a group, of a command. */
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "@lianfang/messages/runtime.js";
import { rows } from "../../../../../scripts/bootstrap/columns.mjs";
import { demoTowns } from "../../kernel/settings.ts";
import {
  type Action,
  type Argument,
  type Command,
  isGroup,
  type Option,
  type Options,
} from "./command.ts";

const program = "npm run lianfang --";

/** Options every command has. */
export const commonOptions = {
  demo: {
    type: "string",
    value: "TOWN",
    meaning: (locale) => m["cli.option.demo"]({ towns: demoTowns.join(", ") }, { locale }),
  },
  lang: {
    type: "string",
    value: "zh-CN|en",
    meaning: (locale) => m["cli.option.lang"]({}, { locale }),
  },
  help: {
    type: "boolean",
    short: "h",
    meaning: (locale) => m["cli.option.help"]({}, { locale }),
  },
} as const satisfies Options;

export function overallHelp(commands: readonly Command[], locale: Locale): string {
  return [
    m["cli.help.title"]({}, { locale }),
    "",
    `  ${program} <${m["cli.help.command"]({}, { locale })}> […]`,
    ...commandList(commands, locale),
    ...optionList(commonOptions, locale),
    "",
    m["cli.help.settings"]({}, { locale }),
  ].join("\n");
}

/** @param path the words that lead to the command */
export function commandHelp(command: Command, path: readonly string[], locale: Locale): string {
  const called = `${program} ${path.join(" ")}`;
  const details = command.details?.(locale);
  return [
    command.summary(locale),
    "",
    ...(isGroup(command)
      ? [
          `  ${called} <${m["cli.help.command"]({}, { locale })}> […]`,
          ...commandList(command.commands, locale),
        ]
      : [`  ${called}${formOf(command, locale)}`, ...argumentList(command.arguments, locale)]),
    ...(details ? ["", details] : []),
    ...(isGroup(command) ? [] : optionList(command.options, locale)),
    ...optionList(commonOptions, locale, m["cli.help.common"]({}, { locale })),
  ].join("\n");
}

function formOf(command: Action, locale: Locale): string {
  const args = (command.arguments ?? []).map(({ name, isOptional }) =>
    isOptional ? ` [${name}]` : ` ${name}`,
  );
  const needed = Object.entries(command.options)
    .filter(([, option]) => option.required)
    .map(([name, option]) => ` ${nameOf(name, { ...option, short: undefined })}`);
  const hasMore = Object.keys(command.options).length > needed.length;
  return [...args, ...needed, hasMore ? ` [${m["cli.help.options"]({}, { locale })}]` : ""].join(
    "",
  );
}

function commandList(commands: readonly Command[], locale: Locale): string[] {
  const entries = commands.map(({ name, summary }) => [name, summary(locale)]);
  return ["", m["cli.help.commands"]({}, { locale }), ...rows(entries)];
}

function argumentList(args: readonly Argument[] | undefined, locale: Locale): string[] {
  if (!args || args.length === 0) return [];
  return ["", ...rows(args.map(({ name, meaning }) => [name, meaning(locale)]))];
}

function optionList(options: Options, locale: Locale, title?: string): string[] {
  const entries = Object.entries(options).map(([name, option]) => [
    nameOf(name, option),
    option.meaning(locale),
  ]);
  if (entries.length === 0) return [];
  return ["", title ?? m["cli.help.options_title"]({}, { locale }), ...rows(entries)];
}

type Named = Pick<Option, "type" | "value"> & { short?: string | undefined };

function nameOf(name: string, { type, short, value }: Named): string {
  const long = type === "boolean" ? `--${name}` : `--${name} ${value ?? "…"}`;
  return short ? `-${short}, ${long}` : long;
}
