/** `npm run lianfang -- <command>`: finds the command, runs it, explains what went wrong. */
import { Problem } from "@lianfang/core/kernel/problems.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "@lianfang/messages/runtime.js";
import { ORPCError } from "@orpc/server";
import { localeOf } from "../kernel/locale.ts";
import { problemText } from "../kernel/problem-text.ts";
import { readSettings } from "../kernel/settings.ts";
import { StartProblem } from "../kernel/start-problem.ts";
import { readCommon, readGiven } from "./skeleton/arguments.ts";
import { type Action, CommandProblem, isGroup, UsageProblem } from "./skeleton/command.ts";
import { fieldLines } from "./skeleton/field-lines.ts";
import { commandHelp, overallHelp } from "./skeleton/help.ts";
import { type Operation, openOperation } from "./skeleton/operation.ts";
import { findCommand, loadCommands } from "./skeleton/registry.ts";

async function main(words: readonly string[], locale: Locale): Promise<void> {
  const found = await findCommand(words);
  const { values, args } = readCommon(words);
  if (!found) {
    if (args[0] !== undefined) throw unknownCommand(args[0]);
    return console.log(overallHelp(await loadCommands(), locale));
  }
  const { command, path, rest } = found;
  if (values.help === true || (isGroup(command) && rest.length === 0)) {
    return console.log(commandHelp(command, path, locale));
  }
  if (isGroup(command)) throw unknownCommand([...path, ...rest.slice(0, 1)].join(" "));
  await runAction(command, rest, locale);
}

async function runAction(command: Action, rest: readonly string[], locale: Locale): Promise<void> {
  const { values, args } = readGiven(command, rest);
  const demo = typeof values.demo === "string" ? ["--demo", values.demo] : [];
  const settings = { ...readSettings(process.env, demo), locale };
  let operation: Operation | undefined;
  try {
    await command.run({
      values,
      args,
      locale,
      say: (line) => console.log(line),
      operate: async () => {
        operation ??= await openOperation(settings);
        return operation;
      },
    });
  } finally {
    await operation?.close();
  }
}

function unknownCommand(given: string): UsageProblem {
  return new UsageProblem((locale) => m["cli.problem.unknown"]({ given }, { locale }));
}

const misuse = 2;

/** @returns the exit code */
function explain(error: unknown, locale: Locale): number {
  if (error instanceof UsageProblem) {
    console.error(`${error.text(locale)}\n${m["cli.help.hint"]({}, { locale })}`);
    return misuse;
  }
  if (error instanceof StartProblem || error instanceof CommandProblem) {
    console.error(error.text(locale));
  } else if (error instanceof Problem || error instanceof ORPCError) {
    const details = error instanceof Problem ? error.details : error.data?.details;
    const { message, mend } = problemText(error.code, details, locale);
    console.error([message, mend, ...fieldLines(details, locale)].join("\n"));
  } else {
    console.error(error);
  }
  return 1;
}

const words = process.argv.slice(2);
const { lang } = readCommon(words).values;
const locale = localeOf(process.env, typeof lang === "string" ? lang : undefined);
try {
  await main(words, locale);
} catch (error) {
  process.exitCode = explain(error, locale);
}
// Whatever a library has left open, the command has run.
process.exit();
