/** The evening: the bulletin composed, its remarks written, issued for good, taken along; home. */
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "@lianfang/messages/runtime.js";
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
  await checkPapers(page, await figuresShown(page));
}

const checked = [
  "registry.residents",
  "screening.returnees.riskArea",
  "observation.current.people",
  "observation.readings.due",
  "observation.readings.done",
  "observation.feverNow",
] as const;

type Figures = Record<(typeof checked)[number], string>;

/** The bulletin's figures as the screen has them: 153 residents. */
async function figuresShown(page: Page): Promise<Figures> {
  const shown = checked.map(async (id) => {
    const name = m[`figures.${id}`]();
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name, exact: true }) });
    const text = (await row.getByRole("cell").first().textContent()) ?? "";
    return [id, text.replace(m[`figures.${id}.unit`](), "").trim()] as const;
  });
  const figures = Object.fromEntries(await Promise.all(shown));
  expect(figures["observation.current.people"]).toBe("2");
  expect(figures["observation.feverNow"]).toBe("1");
  return figures as Figures;
}

/** The same figures stand on the paper, in its own language. */
function expectFigures(paper: string, figures: Figures, locale: Locale): void {
  const text = paper.replaceAll(/\s/g, "");
  for (const id of checked) {
    const name = m[`figures.${id}`]({}, { locale });
    const unit = locale === "en" ? ";" : m[`figures.${id}.unit`]({}, { locale });
    expect(text).toMatch(new RegExp(`${name}${figures[id]}(${unit}|\\.)`.replaceAll(/ /g, "")));
  }
}

async function checkPapers(page: Page, figures: Figures): Promise<void> {
  const chinese = m["command.bulletin.inChinese"]();
  const english = m["command.bulletin.inEnglish"]();
  const docx = textOfDocx(await download(page, `${chinese} Word`));
  expect(docx).toContain("今日全镇平稳，发热一人已转诊。");
  expectFigures(docx, figures, "zh-CN");
  const docxEn = textOfDocx(await download(page, `${english} Word`));
  expect(docxEn).toContain("A calm day; one fever referred.");
  expectFigures(docxEn, figures, "en");
  const pdf = textOfPdf(await download(page, `${chinese} PDF`));
  if (pdf !== undefined) {
    expect(pdf.replaceAll(/\s/g, "")).toContain("发热一人已转诊");
    expectFigures(pdf, figures, "zh-CN");
  }
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
