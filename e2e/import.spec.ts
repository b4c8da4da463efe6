/** Bringing a register in: a messy file, put right on the screen, written, and undone. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { m } from "@lianfang/messages/messages.js";
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { expect, type Page, test } from "@playwright/test";
import iconv from "iconv-lite";
import { choose, press } from "./first-day/hands.ts";
import { startServer, type TownServer } from "./first-day/server.ts";
import { look } from "./support/look.ts";
import { foundTown } from "./support/town.ts";

test.describe.configure({ mode: "serial" });

let server: TownServer;
let page: Page;
let folder: string;
let villages: string[];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  overwriteGetLocale(() => "zh-CN");
  folder = await mkdtemp(path.join(tmpdir(), "lianfang-import-"));
  server = await startServer("zh-CN", "06:10");
  const context = await browser.newContext({ locale: "zh-CN" });
  page = await context.newPage();
  await foundTown(context.request, server);
  const answer = await context.request.get(`${server.address}/api/organization/areas`);
  const { areas }: { areas: { name: string; kind: string }[] } = await answer.json();
  villages = areas.filter(({ kind }) => kind === "village").map(({ name }) => name);
});

test.afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A file as an old machine saves it: under a title, in GB18030, with a total below. */
async function messyFile(name: string): Promise<string> {
  const [first = "", second = ""] = villages;
  const lines = [
    "户籍人口登记表;;;;;",
    "户编号;村（社区）;姓 名;性别;出生日期;谁的电话",
    `M1;${first};孟一;男;1960.3.5;179 0000 0021`,
    `M1;;孟二;女;1962年8月1日;17900000022`,
    `M2;${second};郑三;男;80-3-5;`,
    "M3;老街坊;老四;女;19701203;",
    "M4;老街坊;老五;男;29285;",
    `M5;${first};何六;不清楚;;`,
    "合计;;6人;;;",
  ];
  const file = path.join(folder, name);
  await writeFile(file, iconv.encode(lines.join("\r\n"), "gb18030"));
  return file;
}

const sum = (counts: Parameters<(typeof m)["registry.import.sum"]>[0]) =>
  page.getByText(m["registry.import.sum"](counts));

async function upload(file: string): Promise<void> {
  await page.goto(`${server.address}/people/imports`);
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page).toHaveURL(/\/people\/imports\/[\w-]+$/);
}

test("a file that is none says so, and what to do", async () => {
  const file = path.join(folder, "名册.xlsx");
  await writeFile(file, "%PDF-1.7\n%âãÏÓ");
  await page.goto(`${server.address}/people/imports`);
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByRole("alert")).toContainText("PDF");
  const cut = path.join(folder, "截断.xlsx");
  await writeFile(cut, "PK\u0003\u0004…");
  await upload(cut);
  await expect(page.getByText(m["registry.import.state.failed"]())).toBeVisible();
  await look(page, "import-failed");
});

test("a messy file is put right: columns, places, rows; every row is accounted for", async () => {
  await upload(await messyFile("底册.csv"));
  await expect(sum({ read: 7, new: 3, changed: 0, same: 0, rejected: 4 })).toBeVisible();
  await look(page, "import-preview");

  await press(page, m["import.columns.change"]());
  await choose(page, m["registry.import.column.as"]({ header: "谁的电话" }), {
    type: m["registry.phone"](),
    take: m["registry.phone"](),
  });
  await press(page, m["registry.import.columns.apply"]());
  await expect(page.getByText("179****0021")).toBeVisible();

  await choose(page, m["import.place.choose"]({ text: "老街坊" }), {
    type: villages[2] ?? "",
    take: villages[2] ?? "",
  });
  await expect(sum({ read: 7, new: 5, changed: 0, same: 0, rejected: 2 })).toBeVisible();

  await page.getByText(`${m["registry.fate.new"]()} 5`, { exact: true }).click();
  await page.getByRole("checkbox", { name: m["import.select"]({ line: 7 }) }).check();
  await press(page, m["import.leaveOut.selected"]({ count: 1 }));
  await expect(sum({ read: 7, new: 4, changed: 0, same: 0, rejected: 3 })).toBeVisible();
  await page.getByText(`${m["registry.fate.rejected"]()} 3`, { exact: true }).click();
  await choose(page, m["import.reasons"](), { take: "(1)" });
  await expect(page.getByRole("row", { name: "老五" })).toBeVisible();
  await look(page, "import-left-out");
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, "import-preview-phone");
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("it is written while the page may be left, and undone as a whole", async () => {
  await press(page, m["registry.import.confirm"]({ count: 4 }));
  await page.reload();
  await expect(page.getByText(m["import.done"]())).toBeVisible();
  await look(page, "import-done");
  await page.getByRole("link", { name: m["import.done.residents"](), exact: true }).last().click();
  await expect(page.getByRole("row", { name: "孟一" })).toBeVisible();
  await page.goBack();
  await press(page, m["import.undo"]());
  await press(page.getByRole("dialog"), m["import.undo"]());
  await expect(page.getByText(m["import.undone.text"]())).toBeVisible();
});

test("the next file of the form is known, and the returned rows come in as they are", async () => {
  await upload(await messyFile("底册二月.csv"));
  await expect(page.getByText(m["import.remembered"]())).toBeVisible();
  await expect(sum({ read: 7, new: 5, changed: 0, same: 0, rejected: 2 })).toBeVisible();
  const coming = page.waitForEvent("download");
  await press(page, m["registry.import.rejected.download"]({ count: 2 }));
  const returned = path.join(folder, "退回.xlsx");
  await (await coming).saveAs(returned);
  await press(page, m["registry.import.confirm"]({ count: 5 }));
  await expect(page.getByText(m["import.done"]())).toBeVisible();
  await upload(returned);
  await expect(page.getByText(m["import.remembered"]())).toBeVisible();
  await expect(sum({ read: 2, new: 0, changed: 0, same: 0, rejected: 2 })).toBeVisible();
});
