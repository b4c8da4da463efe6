/** A server of its own for a test file: a free port, an empty data folder, gone afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..", "..");
const longestStartMs = 90_000;

export interface TestServer {
  address: string;
  /** Printed at the start of a server that has no town yet. */
  foundingCode: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const holder = net.createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const address = holder.address();
  await new Promise((resolve) => holder.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

function foundingCodeIn(output: string): string | undefined {
  return /\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){2,}\b/.exec(output)?.[0];
}

async function firstCode(child: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${output}`));
    const timer = setTimeout(() => fail("the server did not start in time"), longestStartMs);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const code = foundingCodeIn(output);
      if (!code) return;
      clearTimeout(timer);
      resolve(code);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("exit", (code) => fail(`the server ended with ${code}`));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await gone;
  clearTimeout(timer);
}

/** Starts the server as `npm start` does, after everything is built. */
export async function startServer(): Promise<TestServer> {
  const port = await freePort();
  const folder = await mkdtemp(path.join(os.tmpdir(), "lianfang-e2e-"));
  const child = spawn(process.execPath, ["packages/server/src/main.ts"], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", LIANFANG_DATA: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = async () => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const foundingCode = await firstCode(child);
    return { address: `http://127.0.0.1:${port}`, foundingCode, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
