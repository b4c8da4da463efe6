/** What hands do on the desk's forms: by the words people read, whatever the language. */
import { expect, type Locator, type Page } from "@playwright/test";

type Where = Page | Locator;

export function field(where: Where, label: string): Locator {
  const page = "page" in where ? where.page() : where;
  // A part of a form may have the name of its first field.
  return where.getByLabel(label, { exact: true }).and(page.locator("input, textarea")).first();
}

export async function fill(where: Where, label: string, text: string): Promise<void> {
  await field(where, label).fill(text);
}

/** Types a day, as clerks do; Tab takes it over. */
export async function fillDay(where: Where, label: string, day: string): Promise<void> {
  await field(where, label).fill(day);
  await field(where, label).press("Tab");
}

export async function press(where: Where, name: string): Promise<void> {
  await where.getByRole("button", { name, exact: true }).click();
}

/** Opens a list, types, and takes what is offered. */
export async function choose(
  where: Where,
  label: string,
  { type, take }: { type?: string; take: string },
): Promise<void> {
  const control = field(where, label);
  const page = "page" in where ? where.page() : where;
  await control.click();
  if (type) await control.fill(type);
  await page
    .locator(".ant-select-dropdown:visible")
    .locator(".ant-select-item-option, .ant-cascader-menu-item, .ant-select-tree-treenode")
    .filter({ hasText: take })
    .first()
    .click();
}

/** What is sent well closes its dialog. */
export async function sendDialog(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await press(dialog, name);
  await expect(dialog).toHaveCount(0);
}
