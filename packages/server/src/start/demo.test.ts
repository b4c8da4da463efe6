import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { StartProblem } from "../kernel/start-problem.ts";
import { lockFileName } from "./data-lock.ts";
import { discardUnfinished, madeDemo, openDemo } from "./demo.ts";

const room = mkdtempSync(path.join(os.tmpdir(), "lianfang-demo-"));
afterAll(() => rmSync(room, { recursive: true, force: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(room, "data-"));
});
const put = (name: string, text = ""): void => writeFileSync(path.join(folder, name), text);

const card = {
  role: "director",
  userName: "director",
  password: "lianfang-demo",
  displayName: "何镇长",
  scopeName: "青石镇",
};
const kept = JSON.stringify({ cards: [card], clockAt: "2020-02-05T07:18:00.000Z" });

test("a demo whose making was broken off is thrown away, but not who works in the folder", async () => {
  put("demo.unfinished");
  put("left-behind");
  put(lockFileName, "{}");
  await discardUnfinished(folder);
  expect(readdirSync(folder)).toEqual([lockFileName]);
});

test("one that has its cards is whole, whatever was broken off after", async () => {
  put("demo.unfinished");
  put("demo.json", kept);
  put("records");
  await discardUnfinished(folder);
  expect(existsSync(path.join(folder, "records"))).toBe(true);
});

test("opening throws nothing away: another process may be making it", () => {
  put("demo.unfinished");
  put("records");
  expect(openDemo("dongguan", folder).cards).toEqual([]);
  expect(existsSync(path.join(folder, "records"))).toBe(true);
});

test("commands wait until it is made", () => {
  expect(() => madeDemo("dongguan", folder)).toThrow(StartProblem);
  put("demo.json", kept);
  expect(madeDemo("dongguan", folder).cards).toEqual([card]);
});

test("its time goes on from where it was kept", () => {
  put("demo.json", kept);
  const demo = openDemo("dongguan", folder);
  expect(demo.clock.now() >= "2020-02-05T07:18:00.000Z").toBe(true);
  demo.clock.set("2020-02-05T09:00:00.000Z");
  demo.save();
  expect(openDemo("dongguan", folder).clock.now() >= "2020-02-05T09:00:00.000Z").toBe(true);
});
