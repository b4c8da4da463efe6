/** Under observation: orders issued, temperatures taken, a fever answered, all of it on the board. */
import { m } from "@lianfang/messages/messages.js";
import { expect } from "@playwright/test";
import { field, fill, press, sendDialog } from "./hands.ts";
import type { Register } from "./register.ts";
import { newcomer, type Seat } from "./seats.ts";

type Person = Register["person"];

export async function issueOrders(medic: Seat, person: Person): Promise<void> {
  const { page } = medic;
  await medic.open("/people/observation");
  await medic.look("24-orders-none");
  for (const name of [person.name, newcomer]) {
    await medic.open("/people/arrivals?isAwaitingOrder=true");
    await page.getByRole("link", { name }).click();
    await page.getByRole("link", { name: m["screening.order.decide"]() }).click();
    await expect(field(page, m["observation.endDay"]())).toBeVisible();
    await complete(medic);
    if (name === newcomer) await medic.look("25-order-new");
    await press(page, m["observation.issue"]());
    await expect(page.getByText(m["observation.state.issued"]()).first()).toBeVisible();
  }
  await medic.look("26-order");
  await medic.open("/people/observation");
  await expect(page.getByRole("row", { name: newcomer })).toBeVisible();
  await medic.look("27-orders");
}

/** What the draft lacks is for a person to know. */
async function complete({ page }: Seat): Promise<void> {
  const wanting: [string, string][] = [
    [m["observation.place"](), "3组12号"],
    [m["observation.appeal.name"](), "镇纪委"],
    [m["observation.appeal.phone"](), "17900000099"],
  ];
  for (const [label, text] of wanting) {
    if ((await field(page, label).inputValue()) === "") await fill(page, label, text);
  }
}

export async function takeTemperatures(medic: Seat, person: Person): Promise<void> {
  const { page } = medic;
  await medic.open("/people/readings");
  const degrees = (name: string) => page.getByLabel(m["observation.celsius.of"]({ name })).first();
  await expect(degrees(person.name)).toBeVisible();
  await medic.look("28-readings");
  await degrees(person.name).fill("38.2");
  await degrees(person.name).press("Enter");
  await expect(page.getByText(m["observation.fever"]()).first()).toBeVisible();
  await medic.look("29-readings-fever");
}

export async function answerAlert(medic: Seat, person: Person): Promise<void> {
  const { page } = medic;
  await medic.open("/people/alerts");
  await expect(page.getByRole("row", { name: person.name })).toBeVisible();
  await medic.look("30-alerts");
  await press(page, m["observation.alert.answer"]());
  await fill(
    page.getByRole("dialog"),
    m["observation.alert.action"](),
    "已上门复测 38.0℃，转发热门诊",
  );
  await medic.look("31-alert-answer");
  await sendDialog(page, m["observation.alert.answer.send"]());
  await expect(page.getByText("转发热门诊")).toBeVisible();
}

export async function seeBoard(director: Seat, _person: Person): Promise<void> {
  await director.open("/");
  await expect(director.page.getByRole("heading", { name: m["command.tonight"]() })).toBeVisible();
  await director.look("32-board");
}
