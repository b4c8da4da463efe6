import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { holderOf, lockData, lockFileName } from "./data-lock.ts";
import { processIdentity } from "./process-identity.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "lianfang-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function leave(holder: unknown): void {
  writeFileSync(path.join(folder, lockFileName), JSON.stringify(holder));
}

test("one at a time, and the next hears who and where", () => {
  const lock = lockData(folder);
  expect(() => lockData(folder)).toThrow(String(process.pid));
  lock.announce("http://127.0.0.1:8080");
  expect(() => lockData(folder)).toThrow("http://127.0.0.1:8080");
  expect(holderOf(folder)).toMatchObject({ pid: process.pid, address: "http://127.0.0.1:8080" });
  lock.release();
  expect(holderOf(folder)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["a process that has ended", { pid: 2 ** 22 - 1, identity: "gone" }],
  ["another process that has its number by now", { pid: process.pid, identity: "earlier" }],
  ["something unreadable", "?"],
])("a lock left by %s locks nothing", (_, left) => {
  leave(left);
  expect(holderOf(folder)).toBeUndefined();
  lockData(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a process keeps its identity, and two never share one", () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  const pid = child.pid ?? 0;
  expect(processIdentity(pid)).toBe(processIdentity(pid));
  expect(processIdentity(pid)).not.toBe(processIdentity(process.pid));
  child.kill("SIGKILL");
});
