/** Directives in a test town: units' people with accounts, and what is issued to them. */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import type { TestApplication, Visitor } from "./application.ts";
import { type TestTown, write } from "./town.ts";

/** Somebody with an account on the staff of a unit, or of none. */
export async function memberOf(town: TestTown, unitId: string | undefined): Promise<Visitor> {
  const staffId = await addMember(town, unitId);
  return town.as("grid-worker", undefined, staffId);
}

/** Somebody of a unit without an account. */
export async function addMember({ director }: TestTown, unitId: string | undefined) {
  const member = { ...write(), name: "队员", kind: "village-cadre" as const, unitId };
  const { staffId } = await director.call.organization.addStaff({
    ...member,
    phone: "13900000001",
  });
  return staffId;
}

export type Issue = Parameters<TestTown["director"]["call"]["directives"]["issue"]>[0];

/** Issues directives to the units of both villages, to be confirmed within an hour, unless told otherwise. */
export const issuing =
  ({ director, units }: TestTown, { clock }: Pick<TestApplication, "clock">) =>
  (change: Partial<Issue> = {}) =>
    director.call.directives.issue({
      ...write(),
      title: "入户排查",
      text: "今天把在册人员再排查一遍。",
      recipients: { to: "units", unitIds: [units.villageA, units.villageB] },
      confirmBy: addMinutes(clock.now(), 60),
      ...change,
    });
