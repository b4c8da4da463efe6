import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { canReach, canRun, nobodyOf } from "./account.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "lianfang-account-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = path.join(folder, "within", "program");
mkdirSync(path.dirname(program));
writeFileSync(program, "");
const stranger = { uid: 65534, gid: 65534 };
const modes = (above: number, within: number, file: number): void => {
  chmodSync(program, file);
  chmodSync(path.dirname(program), within);
  chmodSync(folder, above);
};

test("a folder closed to others hides everything below it", () => {
  modes(0o755, 0o755, 0o755);
  expect(canReach(program, stranger)).toBe(true);
  modes(0o700, 0o755, 0o755);
  expect(canReach(program, stranger)).toBe(false);
  modes(0o711, 0o700, 0o755);
  expect(canReach(program, stranger)).toBe(false);
});

test("passing through needs no right to look around", () => {
  modes(0o711, 0o711, 0o755);
  expect(canRun(program, stranger)).toBe(true);
  modes(0o711, 0o711, 0o700);
  expect(canRun(program, stranger)).toBe(false);
  expect(canReach(program, stranger)).toBe(true);
});

test.each([
  ["root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/usr/sbin/nologin", 65534, 65533],
  ["nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false", 4294967294, 4294967294],
  ["root:x:0:0::/root:/bin/sh", 65534, 65534],
])("nobody is found in the list of accounts", (list, uid, gid) => {
  expect(nobodyOf(list)).toEqual({ uid, gid });
});
