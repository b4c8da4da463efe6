/** People who came home: one on the register, one who is new; what policy says of each. */
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { expect } from "@playwright/test";
import { choose, field, fill, fillDay, press } from "./hands.ts";
import type { Register } from "./register.ts";
import { newcomer, type Seat } from "./seats.ts";

export async function recordArrivals(
  office: Seat,
  person: Register["person"],
  village: string,
): Promise<void> {
  const { page, server } = office;
  await office.open("/people/arrivals");
  await office.look("19-arrivals-none");
  await expect(page.getByText(m["screening.arrivals.none"]())).toBeVisible();
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/arrivals\/new$/);
  await choose(page, m["screening.person"](), { type: person.name, take: person.name });
  await journey(office, { from: "武汉", arrivedOn: addDays(server.today, -1) });
  await expect(
    page.getByRole("complementary").getByText(m["screening.assessment.reason"]()),
  ).toBeVisible();
  await office.look("20-arrival-new");
  await press(page, m["screening.arrival.new"]());
  await expect(page.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
  await office.look("21-arrival");
  await recordNewcomer(office, village);
  await office.open("/people/arrivals");
  await expect(page.getByRole("row", { name: newcomer })).toBeVisible();
  await expect(page.getByRole("row", { name: person.name })).toBeVisible();
  await office.look("23-arrivals");
}

async function recordNewcomer(office: Seat, village: string): Promise<void> {
  const { page, server } = office;
  await office.open("/people/arrivals/new");
  await page.getByLabel(m["screening.person.new"]()).check();
  await fill(page, m["registry.name"](), newcomer);
  await page.getByLabel(m["registry.sex.female"](), { exact: true }).check();
  await fillDay(page, m["registry.birthday"](), "1988-08-08");
  await fill(page, m["registry.phone"](), "17900000188");
  await choose(page, m["screening.stays"](), { type: village, take: village });
  await fill(page, m["registry.address"](), "3组12号");
  await journey(office, { from: "襄阳", arrivedOn: server.today });
  await expect(
    page.getByRole("complementary").getByText(m["screening.assessment.reason"]()),
  ).toBeVisible();
  await office.look("22-arrival-newcomer");
  await field(page, m["registry.address"]()).press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: newcomer })).toBeVisible();
}

async function journey({ page }: Seat, { from, arrivedOn }: { from: string; arrivedOn: string }) {
  await choose(page, m["screening.origin"](), { type: from, take: from });
  await fillDay(page, m["screening.leftOn"](), arrivedOn);
  await fillDay(page, m["screening.arrivedOn"](), arrivedOn);
}
