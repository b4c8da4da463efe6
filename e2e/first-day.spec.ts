/**
 * A town's first day as its people live it: founded at dawn, the register brought in, two people who
 * came home put under observation, temperatures taken, a fever answered, the bulletin out in the
 * evening. Everything by the screens, in both languages.
 */
import { overwriteGetLocale } from "@lianfang/messages/runtime.js";
import { test } from "@playwright/test";
import { recordArrivals } from "./first-day/arrivals.ts";
import { issueBulletin, signOut } from "./first-day/evening.ts";
import { bringRegister } from "./first-day/import.ts";
import { answerAlert, issueOrders, seeBoard, takeTemperatures } from "./first-day/observation.ts";
import { seats } from "./first-day/seats.ts";
import { startServer } from "./first-day/server.ts";
import { addStaff, foundTown, openAccounts } from "./first-day/town.ts";

test.describe.configure({ mode: "parallel" });

for (const locale of ["zh-CN", "en"] as const) {
  test(`the whole first day (${locale})`, async ({ browser }) => {
    test.setTimeout(600_000);
    overwriteGetLocale(() => locale);
    await using opened = new AsyncDisposableStack();
    const server = opened.adopt(await startServer(locale, "06:10"), (started) => started.stop());
    const { director, office, medic } = await seats(browser, server, locale);

    await test.step("the town is founded", () => foundTown(director));
    await test.step("accounts", () => openAccounts(director, [office, medic]));
    const village = await test.step("staff and who answers", () => addStaff(director));
    const person = await test.step("the register", () => bringRegister(office));
    await test.step("two arrivals", () => recordArrivals(office, person, village));
    await test.step("orders", () => issueOrders(medic, person));
    await server.setTime("07:40");
    await test.step("temperatures", () => takeTemperatures(medic, person));
    await test.step("the fever is answered", () => answerAlert(medic, person));
    await test.step("the board", () => seeBoard(director, person));
    await server.setTime("17:10");
    await test.step("the bulletin", () => issueBulletin(office, director));
    await test.step("everybody goes home", () => signOut(director));
  });
}
