import { checkpointsContract } from "@lianfang/core/checkpoints/contract.ts";
import type { Caller } from "@lianfang/server/app.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";
import { crossingsProbes } from "./checkpoints/crossings.ts";
import { passesProbes } from "./checkpoints/passes.ts";
import { plansProbes } from "./checkpoints/plans.ts";
import { postsProbes } from "./checkpoints/posts.ts";
import {
  fields,
  numbers,
  passing,
  type Records,
  roadsFile,
  vehiclePass,
} from "./checkpoints/records.ts";
import { resultsProbes } from "./checkpoints/results.ts";

async function aPlan(
  { makePlan }: Caller["checkpoints"],
  name: string,
  checkpointId: string,
): Promise<string> {
  const plan = { ...write(), title: `方案${name}`, file: roadsFile(checkpointId) };
  return (await makePlan(plan)).planId;
}

export const probes = probesFor(checkpointsContract)<Records>({
  async prepare({ areaId, name }, { checkpoints, organization }) {
    const post = async (suffix: string) =>
      (
        await checkpoints.create({
          ...write(),
          ...fields(areaId, `${name}${suffix}`),
          openedOn: "2020-02-01",
        })
      ).checkpointId;
    const checkpointId = await post("路口");
    const closedId = await post("旧卡");
    await checkpoints.close({
      ...write(),
      checkpointId: closedId,
      closedOn: "2020-02-03",
      reason: "合并",
    });
    const cadre = { ...write(), name: `值守${name}`, kind: "village-cadre" as const, areaId };
    const { staffId } = await organization.addStaff(cadre);
    const { shiftId } = await checkpoints.setShift({
      ...write(),
      checkpointId,
      startsAt: "2020-02-08T00:00:00.000Z",
      endsAt: "2020-02-08T08:00:00.000Z",
      staffIds: [staffId],
    });
    const cross = async (celsius?: number, device?: string, identityNumber?: string) => {
      const { people, ...crossing } = passing(checkpointId, celsius);
      const written = people.map((person) => ({ ...person, identityNumber }));
      const { crossingId } = await checkpoints.recordCrossing({
        ...write(),
        ...crossing,
        people: written,
        device,
      });
      return crossingId;
    };
    const number = numbers.identityNumber("1980-05-06", "male");
    const applyFor = async (plate: string) =>
      (await checkpoints.applyForPass({ ...write(), ...vehiclePass(areaId, plate) })).passId;
    const passId = await applyFor(`川A${name}1`);
    await checkpoints.issuePasses({ ...write(), passIds: [passId] });
    const { text: passText } = await checkpoints.passCode({ passId });
    for (const device of ["three", "four"]) {
      await checkpoints.recordCrossing({
        ...write(),
        ...passing(checkpointId),
        people: passing(checkpointId).people.map((person) => ({ ...person, passText })),
        device,
      });
    }
    return {
      checkpointId,
      closedId,
      staffId,
      shiftId,
      crossingId: await cross(),
      feverishId: await cross(38.2),
      appliedPassId: await applyFor(`川A${name}2`),
      passId,
      planId: await aPlan(checkpoints, name, checkpointId),
      pair: {
        earlierId: await cross(36.4, "one", number),
        laterId: await cross(36.6, "two", number),
      },
    };
  },
  probes: {
    ...postsProbes,
    ...crossingsProbes,
    ...passesProbes,
    ...plansProbes,
    ...resultsProbes,
  },
});
