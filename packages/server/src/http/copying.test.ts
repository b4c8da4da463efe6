/** A real client over HTTP keeps a copy while people go on writing. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { copyOfResidents } from "@lianfang/testkit/copying-client.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { app } = application;
const { areas, director } = town;

async function household(number: string): Promise<string> {
  const made = { ...write(), areaId: areas.villageA, number };
  return (await director.call.registry.createHousehold(made)).householdId;
}

test("the copy is the register once everybody has stopped writing", async () => {
  const { token } = await director.call.accounts.makeToken({
    ...write(),
    name: "副本",
    purpose: "保存一份副本",
    holder: "县平台",
    groups: ["registers.read"],
    endsOn: "2020-03-01",
  });
  const address = await app.http.listen({ port: 0, host: "127.0.0.1" });
  const copy = copyOfResidents(address, token ?? "", 7);
  const homes = await Promise.all(["1", "2", "3", "4"].map(household));

  const writeAll = async (householdId: string, home: number): Promise<void> => {
    for (let person = 0; person < 12; person += 1) {
      const { residentId } = await director.call.registry.createResident({
        ...write(),
        householdId,
        name: `户${home}人${person}`,
        sex: "female",
      });
      if (person % 3 === 1) {
        const edit = { residentId, revision: 1, note: "已核对" };
        await director.call.registry.editResident({ ...write(), ...edit });
      }
      if (person % 3 === 2) {
        const removal = { residentId, reason: "moved-away" as const };
        await director.call.registry.removeResident({ ...write(), ...removal });
      }
    }
  };
  let isWriting = true;
  const reading = (async () => {
    while (isWriting) await copy.readOn();
  })();
  await Promise.all(homes.map(writeAll));
  isWriting = false;
  await reading;

  const { rows } = await director.call.registry.residents({ limit: 200 });
  const register = await Promise.all(
    rows.map(async ({ residentId, name }) => {
      const { revision } = await director.call.registry.resident({ residentId });
      return [residentId, name, revision];
    }),
  );
  expect(register).toHaveLength(32);
  const copied = async () => {
    await copy.readOn();
    return [...copy.residents.values()].map(({ residentId, name, revision }) => [
      residentId,
      name,
      revision,
    ]);
  };
  const inOrder = (all: unknown[][]) => all.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  await expect.poll(async () => inOrder(await copied())).toEqual(inOrder(register));
});
