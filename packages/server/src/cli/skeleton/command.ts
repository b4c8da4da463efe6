/**
 * What a command of the operators' command line is. Each is one file `cli/<name>.ts` that exports
 * `command`; it is found by its name, and loaded when it is asked for or listed. Whatever is heavy
 * it imports when it runs.
 */
import type { Locale } from "@lianfang/messages/runtime.js";
import type { Operation } from "./operation.ts";

export type Text = (locale: Locale) => string;

export interface Option {
  type: "string" | "boolean";
  short?: string;
  /** What stands for the value in the help: `FILE`, `NUMBER`. */
  value?: string;
  multiple?: boolean;
  /** Without it the command is refused. */
  required?: boolean;
  meaning: Text;
}
export type Options = Readonly<Record<string, Option>>;

type One<O extends Option> = O["type"] extends "boolean" ? boolean : string;
type Value<O extends Option> = O extends { multiple: true } ? One<O>[] : One<O>;

/** What was given, by the options' names. */
export type Values<O extends Options> = {
  [Name in keyof O]: O[Name] extends { required: true }
    ? Value<O[Name]>
    : Value<O[Name]> | undefined;
};

export type AnyValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

export interface Argument {
  /** What stands for it in the help: `FILE`. */
  name: string;
  meaning: Text;
  isOptional?: boolean;
}

export interface Call<Given> {
  values: Given;
  /** In the order of the command's arguments; one that is optional may be missing at the end. */
  args: readonly string[];
  locale: Locale;
  /** Prints a line to standard output, where only results go. */
  say(line: string): void;
  /** Opens the application on the data folder's database; closed when the command has run. */
  operate(): Promise<Operation>;
}

interface Described {
  name: string;
  /** One line, without a full stop. */
  summary: Text;
  /** What the help says besides. */
  details?: Text;
}

/** A command that does something. */
export interface Action extends Described {
  arguments?: readonly Argument[];
  options: Options;
  run(call: Call<AnyValues>): Promise<void>;
}

/** A command that only has commands under it. */
export interface Group extends Described {
  commands: readonly Command[];
}

export type Command = Action | Group;

export const isGroup = (command: Command): command is Group => "commands" in command;

interface TypedAction<O extends Options> extends Described {
  arguments?: readonly Argument[];
  options: O;
  run(call: Call<Values<O>>): Promise<void>;
}

/** Declares a command; `run` sees each option with its type. */
export function action<const O extends Options>(declared: TypedAction<O>): Action {
  return declared;
}

/** Something wrong with how a command was called. Its text is shown with a hint at the help. */
export class UsageProblem extends Error {
  readonly text: Text;
  constructor(text: Text) {
    super(text("en"));
    this.name = "UsageProblem";
    this.text = text;
  }
}

/** Something a command found wrong that its operator can mend. Its text is shown without a stack. */
export class CommandProblem extends Error {
  readonly text: Text;
  constructor(text: Text) {
    super(text("en"));
    this.name = "CommandProblem";
    this.text = text;
  }
}
