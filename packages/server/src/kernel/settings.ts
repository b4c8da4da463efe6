/**
 * Everything an operator can set, by environment variable or option. All of it is optional and all
 * of it is checked at start: whatever is wrong is said at once, with the variable's name.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "@lianfang/messages/runtime.js";
import type { Connection } from "./connectors.ts";
import { localeOf } from "./locale.ts";
import { StartProblem } from "./start-problem.ts";

export const demoTowns = ["dongguan", "nandulehe", "puzhai", "pushi", "shanwang"] as const;
export type DemoTown = (typeof demoTowns)[number];

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Settings {
  /** 0 takes any free port. */
  port: number;
  host: string;
  /** Of a database to use instead of the embedded one; a demo never goes into an operator's own. */
  databaseUrl: string | undefined;
  /** Allows a database that loses what it acknowledged. Tests set it, nobody else may. */
  isDatabaseThrowAway: boolean;
  /** Absolute. A demo has one of its own beside the usual one. */
  dataFolder: string;
  /** The address people open, where a proxy stands before this server. */
  publicUrl: URL | undefined;
  /** The county's platform for health codes and test results; see docs/connectors.md. */
  results: Connection | undefined;
  /** Absent: what the place the log goes to calls for. */
  logLevel: LogLevel | undefined;
  /** The model town to be shown in the middle of its response. */
  demo: DemoTown | undefined;
  /** Of what is printed on the terminal. */
  locale: Locale;
}

/** The variables, in the order in which the help lists them. */
export const settingNames = [
  "PORT",
  "HOST",
  "DATABASE_URL",
  "LIANFANG_DATA",
  "LIANFANG_PUBLIC_URL",
  "LIANFANG_RESULTS_URL",
  "LIANFANG_RESULTS_TOKEN",
  "LIANFANG_LOG",
] as const;

/** Options of `npm start`. `--help` is answered before this program is reached. */
export const startOptions = {
  port: { type: "string" },
  demo: { type: "string" },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

type Environment = Record<string, string | undefined>;
type Text = (locale: Locale) => string;

/**
 * @param args the command line after the program's name
 * @throws StartProblem that lists everything wrong
 */
export function readSettings(environment: Environment, args: readonly string[]): Settings {
  const options = parseOptions(args);
  const wrong: Text[] = [];
  /** The value a check makes of a text, or the default when there is none or it is wrong. */
  const read = <Value>(text: string | undefined, otherwise: Value, check: Check<Value>): Value => {
    if (text === undefined || text.trim() === "") return otherwise;
    const result = check(text.trim());
    if ("value" in result) return result.value;
    wrong.push(result.wrong);
    return otherwise;
  };
  const port = options.port === undefined ? "PORT" : "--port";
  const demo = read<DemoTown | undefined>(options.demo, undefined, oneOf("--demo", demoTowns));
  const databaseUrl = read<string | undefined>(environment.DATABASE_URL, undefined, asDatabaseUrl);
  const folder = path.resolve(environment.LIANFANG_DATA?.trim() || "data");
  const settings: Settings = {
    port: read(options.port ?? environment.PORT, 8080, asPort(port)),
    host: read(environment.HOST, "127.0.0.1", asHost),
    databaseUrl: demo ? undefined : databaseUrl,
    isDatabaseThrowAway: environment.LIANFANG_TEST_DATABASE === "throw-away",
    dataFolder: demo ? `${folder}-demo-${demo}` : folder,
    publicUrl: read<URL | undefined>(environment.LIANFANG_PUBLIC_URL, undefined, asPublicUrl),
    results: connectionFrom(read, environment, wrong),
    logLevel: read<LogLevel | undefined>(
      environment.LIANFANG_LOG,
      undefined,
      oneOf("LIANFANG_LOG", logLevels),
    ),
    demo,
    locale: localeOf(environment, options.lang),
  };
  if (wrong.length > 0) {
    throw new StartProblem((locale) => wrong.map((text) => text(locale)).join("\n"));
  }
  return settings;
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: startOptions, strict: true }).values;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new StartProblem((locale) => m["operations.setting.options"]({ said }, { locale }), {
      cause,
    });
  }
}

type Check<Value> = (text: string) => { value: Value } | { wrong: Text };

function asPort(name: string): Check<number> {
  return (text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (value <= 65_535) return { value };
    return { wrong: (locale) => m["operations.setting.port"]({ name, text }, { locale }) };
  };
}

const asHost: Check<string> = (text) =>
  /^[\w.:%-]+$/.test(text)
    ? { value: text }
    : { wrong: (locale) => m["operations.setting.host"]({ text }, { locale }) };

// The address itself is not repeated: it has a password in it.
const asDatabaseUrl: Check<string> = (text) => {
  const url = URL.parse(text);
  const isPostgres = url?.protocol === "postgres:" || url?.protocol === "postgresql:";
  if (isPostgres && url.pathname.length > 1) return { value: text };
  return { wrong: (locale) => m["operations.setting.database_url"]({}, { locale }) };
};

const asPublicUrl: Check<URL> = (text) => {
  const url = URL.parse(text);
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return { value: url };
  return { wrong: (locale) => m["operations.setting.public_url"]({ text }, { locale }) };
};

const hosts = ["localhost", "127.0.0.1", "[::1]"];

/** Identity numbers go there: encrypted, unless it is this machine. */
const asSourceUrl: Check<URL> = (text) => {
  const url = URL.parse(text);
  const isSafe = url?.protocol === "https:" || hosts.includes(url?.hostname ?? "");
  const isBare = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (isBare && isSafe) return { value: url };
  return { wrong: (locale) => m["operations.setting.results_url"]({}, { locale }) };
};

// The token itself is not repeated.
const asToken: Check<string> = (text) =>
  /^[\x21-\x7e]{16,}$/.test(text)
    ? { value: text }
    : { wrong: (locale) => m["operations.setting.results_token"]({}, { locale }) };

type Read = <Value>(text: string | undefined, otherwise: Value, check: Check<Value>) => Value;

/** Address and token, or neither. */
function connectionFrom(
  read: Read,
  { LIANFANG_RESULTS_URL: address, LIANFANG_RESULTS_TOKEN: secret }: Environment,
  wrong: Text[],
): Connection | undefined {
  const before = wrong.length;
  const url = read<URL | undefined>(address, undefined, asSourceUrl);
  const token = read<string | undefined>(secret, undefined, asToken);
  if (url && token) return { url, token };
  if ((url || token) && wrong.length === before) {
    wrong.push((locale) => m["operations.setting.results_both"]({}, { locale }));
  }
  return undefined;
}

function oneOf<const Value extends string>(name: string, values: readonly Value[]): Check<Value> {
  return (text) => {
    const value = values.find((known) => known === text);
    if (value) return { value };
    const known = values.join(", ");
    return {
      wrong: (locale) => m["operations.setting.one_of"]({ name, text, known }, { locale }),
    };
  };
}
