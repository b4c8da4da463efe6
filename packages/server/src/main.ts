/** `npm start`: opens the server, says where it is, and closes it when told to stop. */
import os from "node:os";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "@lianfang/messages/runtime.js";
import { type Logger, pino } from "pino";
import { keepHeapSmall } from "./kernel/heap.ts";
import { localeOf } from "./kernel/locale.ts";
import { readSettings, type Settings } from "./kernel/settings.ts";
import { StartProblem } from "./kernel/start-problem.ts";
import { makeDemo } from "./start/demo.ts";
import { openServer, type Server, version } from "./start/server.ts";

async function main(): Promise<void> {
  keepHeapSmall();
  const settings = readSettings(process.env, process.argv.slice(2));
  const { locale } = settings;
  const stop = stopRequest();
  const server = await openServer({
    settings,
    log: openLog(settings),
    onFailure: (reason) => {
      console.error(m["operations.start.failed"]({ reason }, { locale }));
      process.exitCode = 1;
      stop.ask();
    },
  });
  await Promise.race([welcome(server, settings), stop.asked]);
  await stop.asked;
  console.log(m["operations.start.stopping"]({}, { locale }));
  await server.close();
  console.log(m["operations.start.stopped"]({}, { locale }));
  // Whatever a library has left open, the work is done.
  process.exit();
}

/**
 * What people read goes to standard output, the log to standard error, a line of JSON each. On a
 * terminal both are seen together, and only what somebody should act on is logged.
 */
function openLog({ logLevel }: Settings): Logger {
  const level = logLevel ?? (process.stderr.isTTY ? "warn" : "info");
  return pino({ level, base: { app: "lianfang" } }, pino.destination(2));
}

async function welcome(server: Server, settings: Settings): Promise<void> {
  const { locale, host, publicUrl, dataFolder } = settings;
  const foundingCode = await server.application.foundingCode();
  if (server.demo && foundingCode) {
    const { demo, application, address } = server;
    await makeDemo({ demo, application, address, foundingCode, dataFolder, locale });
  }
  const address = publicUrl?.origin ?? addressToOpen(server.address, host);
  console.log(`\n${m["operations.start.ready"]({ version: version(), address }, { locale })}`);
  console.log(m["operations.start.data"]({ folder: dataFolder }, { locale }));
  if (foundingCode && !server.demo) {
    console.log(m["operations.start.founding_code"]({ code: foundingCode }, { locale }));
  }
  if (!isLoopback(host) && publicUrl?.protocol !== "https:") {
    console.log(m["operations.start.unencrypted"]({}, { locale }));
  }
  console.log(`${m["operations.start.stop_hint"]({}, { locale })}\n`);
}

const isLoopback = (host: string): boolean => /^(127\.|localhost$|::1$)/.test(host);

/** Listening everywhere is an address nobody can open: the machine's own on the network instead. */
function addressToOpen(address: string, host: string): string {
  if (host !== "0.0.0.0" && host !== "::") return address;
  const onNetwork = Object.values(os.networkInterfaces())
    .flat()
    .find((found) => found?.family === "IPv4" && !found.internal);
  return `http://${onNetwork?.address ?? "localhost"}:${new URL(address).port}`;
}

interface StopRequest {
  asked: Promise<void>;
  ask(): void;
}

/** A terminal may send the same signal along two ways at once: only a later one is impatience. */
const echoMs = 1_000;

/**
 * Resolves at the first signal to stop, or when the parent that started this with a channel is
 * gone. A second signal ends the process at once; the database then shuts down by itself.
 */
function stopRequest(): StopRequest {
  const { promise, resolve } = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  const onSignal = (): void => {
    if (firstAt !== undefined && Date.now() - firstAt > echoMs) process.exit(130);
    firstAt ??= Date.now();
    resolve();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  process.once("disconnect", resolve);
  return { asked: promise, ask: resolve };
}

function explain(error: unknown, locale: Locale): void {
  console.error(error instanceof StartProblem ? `\n${error.text(locale)}\n` : error);
}

await main().catch((error: unknown) => {
  explain(error, localeOf(process.env, /--lang[= ](\S+)/.exec(process.argv.join(" "))?.[1]));
  process.exit(1);
});
