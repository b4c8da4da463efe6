/** The household register brought in, with every row's fate told. */
import { m } from "@lianfang/messages/messages.js";
import { expect } from "@playwright/test";
import { press } from "./hands.ts";
import { textOfXlsx } from "./papers.ts";
import { makeRegister, type Register } from "./register.ts";
import type { Seat } from "./seats.ts";
import { villagesOf } from "./town.ts";

/** @returns somebody who is now on the register */
export async function bringRegister(office: Seat): Promise<Register["person"]> {
  const { page } = office;
  const villages = await villagesOf(office);
  const register = await makeRegister(
    villages.slice(0, 4).map(({ name }) => name),
    office.server.today,
  );
  await office.open("/people/residents");
  await office.look("13-residents-none");
  await office.open("/people/imports");
  await office.look("14-imports-none");
  await page.locator("input[type=file]").setInputFiles(register.file);
  await expect(page).toHaveURL(/\/people\/imports\/[\w-]+$/);
  await checkPreview(office, register);
  await checkRejected(office, register);
  const { read, rejected } = register;
  const written = read - rejected;
  await press(page, m["registry.import.confirm"]({ count: written }));
  await expect(page.getByText(m["registry.import.state.confirmed"]()).first()).toBeVisible();
  await office.look("16-import-confirmed");
  await sameAgain(office, register);
  await office.open("/people/residents");
  await expect(page.getByRole("row", { name: register.person.name }).first()).toBeVisible();
  await office.look("17-residents");
  await office.open("/people/households");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await office.look("18-households");
  return register.person;
}

/** read = new + changed + same + rejected, on the screen. */
async function checkPreview(office: Seat, { read, rejected, faultyName }: Register) {
  const { page } = office;
  const counts = { read, new: read - rejected, changed: 0, same: 0, rejected };
  await expect(page.getByText(m["registry.import.sum"](counts))).toBeVisible();
  await expect(page.getByRole("row", { name: faultyName })).toBeVisible();
  await office.look("15-import-preview");
}

async function checkRejected({ page }: Seat, { rejected, faultyName }: Register) {
  const coming = page.waitForEvent("download");
  await press(page, m["registry.import.rejected.download"]({ count: rejected }));
  const text = textOfXlsx(await (await coming).path());
  expect(text).toContain(faultyName);
  expect(text).toContain(m["registry.import.rejected.reason"]());
  expect(text).toContain("不存在的村");
}

/** The same file once more changes nothing. */
async function sameAgain(office: Seat, { file, read, rejected }: Register): Promise<void> {
  const { page } = office;
  await office.open("/people/imports");
  await page.locator("input[type=file]").setInputFiles(file);
  const counts = { read, new: 0, changed: 0, same: read - rejected, rejected };
  await expect(page.getByText(m["registry.import.sum"](counts))).toBeVisible();
  await press(page, m["registry.import.discard"]());
  await press(page.getByRole("dialog"), m["registry.import.discard"]());
  await expect(page).toHaveURL(/\/people\/imports$/);
}
