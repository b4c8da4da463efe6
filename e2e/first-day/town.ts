/** The morning of the town itself: founded, people let in, somebody answers for a village. */
import { m } from "@lianfang/messages/messages.js";
import { expect } from "@playwright/test";
import { choose, fill, fillDay, press, sendDialog } from "./hands.ts";
import { password, type Seat } from "./seats.ts";

interface Area {
  areaId: string;
  kind: string;
  name: string;
  nameEn?: string;
}

/** The town's villages, as its own list has them. */
export async function villagesOf({ page, server }: Seat): Promise<Area[]> {
  const answer = await page.request.get(`${server.address}/api/organization/areas`);
  const { areas }: { areas: Area[] } = await answer.json();
  return areas.filter(({ kind }) => kind === "village" || kind === "community");
}

/** A village by the name the screen gives it. */
export function shownName({ locale }: Seat, { name, nameEn }: Area): string {
  return locale === "en" && nameEn ? nameEn : name;
}

export async function foundTown(seat: Seat): Promise<void> {
  const { page, server, locale } = seat;
  await seat.open("/");
  await expect(page).toHaveURL(/\/found$/);
  await fill(page, m["organization.found.code"](), server.foundingCode);
  await seat.look("01-founding-code", { hasOwnTest: true });
  await press(page, m["organization.found.next"]());
  const preset = page.getByRole("button", { name: locale === "en" ? "Dongguan" : "东观镇" });
  await expect(preset).toBeVisible();
  await seat.look("02-founding-source", { hasOwnTest: true });
  await preset.click();
  await seat.look("03-founding-preview", { hasOwnTest: true });
  await press(page, m["organization.found.useThis"]());
  await fillDay(page, m["organization.response.firstDay"](), server.today);
  await fill(page, m["organization.director.name"](), seat.displayName);
  await fill(page, m["accounts.userName"](), seat.userName);
  await fill(page, m["accounts.password"](), password);
  await seat.look("04-founding-people", { hasOwnTest: true });
  await press(page, m["organization.found.next"]());
  await seat.look("05-founding-confirm", { hasOwnTest: true });
  await press(page, m["organization.found"]());
  await expect(page).toHaveURL(`${server.address}/`);
  await expect(page.getByText(seat.displayName).first()).toBeAttached();
}

export async function openAccounts(director: Seat, others: readonly Seat[]): Promise<void> {
  const roles = [m["accounts.role.office"](), m["accounts.role.medic"]()];
  for (const [at, seat] of others.entries()) {
    const isFirst = at === 0;
    const code = await newAccount(director, seat, { role: roles[at] ?? "", isFirst });
    await activate(seat, code, isFirst);
  }
  await director.open("/settings/accounts");
  await expect(director.page.getByText(others[0]?.displayName ?? "").first()).toBeVisible();
  await director.look("08-accounts", { hasOwnTest: true });
}

async function newAccount(
  director: Seat,
  whose: Seat,
  { role, isFirst }: { role: string; isFirst: boolean },
): Promise<string> {
  const { page } = director;
  await director.open("/settings/accounts/new");
  await fill(page, m["accounts.displayName"](), whose.displayName);
  await fill(page, m["accounts.userName"](), whose.userName);
  await choose(page, `${m["accounts.role"]()} 1`, { take: role });
  const scope = page.getByLabel(`${m["accounts.scope"]()} 1`);
  if ((await scope.count()) > 0) {
    await choose(page, `${m["accounts.scope"]()} 1`, { take: m["accounts.scope.town"]() });
  }
  if (isFirst) await director.look("06-account-new", { hasOwnTest: true });
  await press(page, m["accounts.create.send"]());
  const code = (await page.locator(".lf-code").textContent()) ?? "";
  if (isFirst) await director.look("07-account-code", { hasOwnTest: true });
  return code;
}

async function activate(seat: Seat, code: string, isFirst: boolean): Promise<void> {
  const { page } = seat;
  await seat.open("/activate");
  await fill(page, m["accounts.userName"](), seat.userName);
  await fill(page, m["accounts.code"](), code);
  await fill(page, m["accounts.newPassword"](), password);
  if (isFirst) await seat.look("07-activate", { hasOwnTest: true });
  await press(page, m["accounts.activate"]());
  await expect(page).toHaveURL(`${seat.server.address}/`);
}

/** @returns the village somebody now answers for, as the screen calls it */
export async function addStaff(director: Seat): Promise<string> {
  const { page } = director;
  const [first] = await villagesOf(director);
  if (!first) throw new Error("a town without villages");
  const village = shownName(director, first);
  await director.open("/settings/staff");
  await director.look("09-staff-none", { hasOwnTest: true });
  for (const name of ["周试干", "吴试邻"]) await addOne(director, name, village);
  await director.look("10-staff", { hasOwnTest: true });
  await director.open("/settings/responsibility");
  const blank = page
    .getByRole("table")
    .getByRole("button", { name: m["organization.responsibility.assign"]() });
  await blank.first().click();
  await choose(page.getByRole("dialog"), m["organization.responsibility.who"](), {
    type: "周试干",
    take: "周试干",
  });
  await director.look("11-assign", { hasOwnTest: true });
  await sendDialog(page, m["organization.responsibility.assign"]());
  await expect(page.getByRole("button", { name: "周试干" })).toBeVisible();
  await director.look("12-responsibility", { hasOwnTest: true });
  return village;
}

async function addOne({ page }: Seat, name: string, village: string): Promise<void> {
  await press(page, m["organization.staff.add"]());
  const dialog = page.getByRole("dialog");
  await fill(dialog, m["organization.staff.name"](), name);
  await choose(dialog, m["organization.staff.kind"](), {
    take: m["organization.staffKind.villageCadre"](),
  });
  await fill(dialog, m["organization.staff.phone"](), "17900000017");
  await choose(dialog, m["organization.staff.area"](), { type: village, take: village });
  await sendDialog(page, m["organization.staff.add"]());
  await expect(page.getByRole("row", { name }).first()).toBeVisible();
}
