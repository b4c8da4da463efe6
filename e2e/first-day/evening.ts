/** The evening: the bulletin composed, its remarks written, issued for good, taken along; home. */
import { m } from "@lianfang/messages/messages.js";
import { expect, type Page } from "@playwright/test";
import { field, fill, press, sendDialog } from "./hands.ts";
import { textOfDocx, textOfPdf } from "./papers.ts";
import { type Seat, signInAgain } from "./seats.ts";

export async function issueBulletin(office: Seat, director: Seat): Promise<void> {
  await office.open("/command/bulletins");
  await signInAgain(office);
  await office.look("33-bulletins-none");
  await press(office.page, m["command.bulletin.compose"]());
  await office.look("34-bulletin-compose");
  await sendDialog(office.page, m["command.bulletin.compose"]());
  await fill(office.page, m["command.bulletin.inChinese"](), "今日全镇平稳，发热一人已转诊。");
  await fill(office.page, m["command.bulletin.inEnglish"](), "A calm day; one fever referred.");
  await press(office.page, m["command.bulletin.remarks.save"]());
  await expect(office.page.getByText(m["web.saved"]())).toBeVisible();
  await office.look("35-bulletin-draft");

  await director.open(new URL(office.page.url()).pathname);
  await signInAgain(director);
  const { page } = director;
  await press(page, m["command.bulletin.issue"]());
  await press(page.getByRole("dialog"), m["command.bulletin.issue"]());
  await expect(page.getByText(m["command.bulletin.issued"]()).first()).toBeVisible();
  await expect(field(page, m["command.bulletin.inChinese"]())).toHaveCount(0);
  await director.look("36-bulletin-issued");
  await office.page.reload();
  await expect(office.page.getByText(m["command.bulletin.issued"]()).first()).toBeVisible();
  await expect(field(office.page, m["command.bulletin.inChinese"]())).toHaveCount(0);
  await checkPapers(page);
}

async function checkPapers(page: Page): Promise<void> {
  const chinese = m["command.bulletin.inChinese"]();
  const english = m["command.bulletin.inEnglish"]();
  const docx = textOfDocx(await download(page, `${chinese} Word`));
  expect(docx).toContain("今日全镇平稳，发热一人已转诊。");
  const docxEn = textOfDocx(await download(page, `${english} Word`));
  expect(docxEn).toContain("A calm day; one fever referred.");
  const pdf = textOfPdf(await download(page, `${chinese} PDF`));
  if (pdf !== undefined) expect(pdf.replaceAll(/\s/g, "")).toContain("发热一人已转诊");
  const pdfEn = textOfPdf(await download(page, `${english} PDF`));
  if (pdfEn !== undefined) expect(pdfEn).toContain("one fever referred");
}

async function download(page: Page, name: string): Promise<string> {
  const coming = page.waitForEvent("download");
  await press(page, name);
  return (await coming).path();
}

export async function signOut({ page, displayName }: Seat): Promise<void> {
  await page.getByRole("button", { name: m["web.me"]({ name: displayName }) }).click();
  await page.getByRole("menuitem", { name: m["web.signOut"]() }).click();
  await expect(
    page.getByRole("button", { name: m["accounts.signIn"](), exact: true }),
  ).toBeVisible();
}
