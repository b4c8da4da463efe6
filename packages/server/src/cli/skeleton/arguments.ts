/** The command line taken apart by what a command declares. */
import { parseArgs } from "node:util";
import { m } from "@lianfang/messages/messages.js";
import { type Action, type AnyValues, type Options, UsageProblem } from "./command.ts";
import { commonOptions } from "./help.ts";

export interface Given {
  values: AnyValues;
  args: string[];
}

/** Finds the options every command has, wherever they stand, whatever else does. */
export function readCommon(words: readonly string[]): Given {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: parseable(commonOptions),
    allowPositionals: true,
    strict: false,
  });
  return { values, args: positionals };
}

/** @throws UsageProblem when an option or argument is unknown, missing or too many */
export function readGiven(command: Action, words: readonly string[]): Given {
  const { values, positionals } = parse(command, words);
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required && values[name] === undefined) throw missing(`--${name}`);
  }
  const args = command.arguments ?? [];
  const lacking = args.slice(positionals.length).find(({ isOptional }) => !isOptional);
  if (lacking) throw missing(lacking.name);
  const surplus = positionals[args.length];
  if (surplus !== undefined) {
    throw new UsageProblem((locale) => m["cli.problem.surplus"]({ given: surplus }, { locale }));
  }
  return { values, args: positionals };
}

function parse(command: Action, words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: parseable({ ...commonOptions, ...command.options }),
      allowPositionals: true,
      strict: true,
    });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new UsageProblem((locale) => m["cli.problem.not_understood"]({ said }, { locale }));
  }
}

function missing(name: string): UsageProblem {
  return new UsageProblem((locale) => m["cli.problem.missing"]({ name }, { locale }));
}

function parseable(options: Options) {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple = false }]) => [
      name,
      short ? { type, short, multiple } : { type, multiple },
    ]),
  );
}
