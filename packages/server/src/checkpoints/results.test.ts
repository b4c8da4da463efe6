import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { cross, setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const now = "2022-08-19T04:00:00.000Z";
const application = await testApplication({ at: now });
const town = await foundTestTown(application, { era: "2022", activatedOn: "2022-08-10" });
const { areas, director } = town;
const medic = await town.medicLi();
const guard = await town.guardAtPier();
const numbers = issueNumbers();
const number = () => numbers.identityNumber("1988-02-02", "male");
const pier = await setUpCheckpoint(director, areas.villageA, "渡口");

/** Under the rules of 2022: health code, venue code, a test of 48 hours. */
const ruledAt = async (identityNumber: string) => {
  const person = { identityNumber, hasScannedVenueCode: true };
  const { lines } = await cross(guard, pier, now, person);
  return [lines[0]?.ruled, ...(lines[0]?.reasons.map(({ code }) => code) ?? [])];
};

describe("a result entered by hand", () => {
  test("by the medic or at the post; it counts at the checkpoint to the minute", async () => {
    const identityNumber = number();
    const lead = await town.unitLeadOfA();
    const result = (minutes: number) => ({
      identityNumber,
      healthCode: "green" as const,
      test: { sampledAt: addMinutes(now, -minutes), result: "negative" as const },
    });
    await expect(
      lead.call.checkpoints.recordResult({ ...write(), ...result(10) }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    expect(await ruledAt(identityNumber)).toEqual(["refuse", "code-missing", "test-missing"]);
    await medic.call.checkpoints.recordResult({ ...write(), ...result(48 * 60 + 1) });
    expect(await ruledAt(identityNumber)).toEqual(["refuse", "test-old"]);
    await guard.call.checkpoints.recordResult({ ...write(), ...result(48 * 60) });
    expect(await ruledAt(identityNumber)).toEqual(["admit"]);
    const known = await guard.call.checkpoints.traveller({ checkpointId: pier, identityNumber });
    expect(known).toMatchObject({ healthCode: "green", test: { result: "negative" } });
  });

  test.each([
    [{ identityNumber: "770101198802020010", healthCode: "green" as const }, "identityNumberWrong"],
    [{ identityNumber: number() }, "nothingSaid"],
    [
      {
        identityNumber: number(),
        test: { sampledAt: addMinutes(now, 90), result: "negative" as const },
      },
      "testInFuture",
    ],
  ])("%o is refused", async (result, problem) => {
    await expect(
      medic.call.checkpoints.recordResult({ ...write(), ...result }),
    ).rejects.toMatchObject({ code: `checkpoints.${problem}` });
  });
});

describe("the county's list", () => {
  const file = (...lines: string[]) => new File([lines.join("\n")], "核酸名单.csv");
  test("read is accepted and rejected, and what was not taken is told", async () => {
    const [red, negative] = [number(), number()];
    const list = file(
      "身份证号,采样时间,检测结果,健康码",
      `${red},,,红码`,
      `${negative},2022-08-19 08:00,阴性,绿码`,
      "123,2022-08-19 08:00,阴性,绿码",
      `${negative},昨天,阴性,绿码`,
    );
    await expect(
      guard.call.checkpoints.importResults({ ...write(), file: list }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    const done = await medic.call.checkpoints.importResults({ ...write(), file: list });
    expect(done).toMatchObject({ read: 4, accepted: 2, rejected: 2 });
    expect(done.faults.map(({ line }) => line)).toEqual([4, 5]);
    expect(await ruledAt(red)).toEqual(["refer", "code-red"]);
    expect(await ruledAt(negative)).toEqual(["admit"]);
    const { rows } = await medic.call.checkpoints.results({ identityNumber: negative });
    expect(rows).toMatchObject([{ source: "list", ageMinutes: 240, healthCode: "green" }]);
    expect(rows[0]?.identityMasked).toContain("*");
  });

  test("without a column of identity numbers it is no list", async () => {
    const list = file("姓名,结果", "张三,阴性", "李四,阴性");
    await expect(
      medic.call.checkpoints.importResults({ ...write(), file: list }),
    ).rejects.toMatchObject({ code: "checkpoints.listUnreadable" });
  });
});
