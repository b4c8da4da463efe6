/** A server of the test's own: any free port, an empty data folder, real words on its terminal. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { addDays, type Day, type Instant, instantAt, townDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "@lianfang/messages/runtime.js";

const timeZone = "Asia/Shanghai";

export interface TownServer {
  /** `http://127.0.0.1:port` */
  address: string;
  /** As printed on the terminal. */
  foundingCode: string;
  /** The town's day. */
  today: Day;
  /** Sets the server's clock to a time of that day, or of one so many days later. */
  setTime(time: string, daysLater?: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param time of the town's day on which it starts: 06:10 */
export async function startServer(locale: Locale, time: string): Promise<TownServer> {
  const today = townDay(new Date().toISOString(), timeZone);
  const at = (clock: string, daysLater = 0): Instant =>
    instantAt(addDays(today, daysLater), clock, timeZone);
  const folder = mkdtempSync(path.join(os.tmpdir(), "lianfang-first-day-"));
  chmodSync(folder, 0o711); // root's PostgreSQL runs under another account
  const child = spawn(
    process.execPath,
    ["--import", here("clock.ts"), here("../../packages/server/src/main.ts"), "--lang", locale],
    {
      env: {
        ...process.env,
        PORT: "0",
        LIANFANG_DATA: path.join(folder, "data"),
        LIANFANG_LOG: "warn",
        LIANFANG_TEST_NOW: at(time),
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  const said = await saidUntil(child, m["operations.start.stop_hint"]({}, { locale }));
  return {
    address: saidAfter(
      said,
      m["operations.start.ready"]({ version: "0.1.0", address: "" }, { locale }),
    ),
    foundingCode: saidAfter(said, m["operations.start.founding_code"]({ code: "" }, { locale })),
    today,
    async setTime(clock, daysLater) {
      const isSet = once(child, "message");
      child.send(at(clock, daysLater));
      await isSet;
    },
    async stop() {
      const hasEnded = once(child, "exit");
      child.kill("SIGTERM");
      await hasEnded;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** What the program has printed up to its last line of welcome. */
async function saidUntil(child: ChildProcess, last: string): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text.toString();
      if (said.includes(last)) resolve(said);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}

function saidAfter(said: string, words: string): string {
  const [, rest = ""] = said.split(words);
  const [first = ""] = rest.trim().split(/\s/);
  if (!first) throw new Error(`“${words}” was not said:\n${said}`);
  return first;
}
