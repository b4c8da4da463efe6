/** People who came, and people under observation, as the test town's staff enter them. */
import type { Caller } from "@lianfang/server/app.ts";
import { v7 as uuidv7 } from "uuid";
import type { Visitor } from "./application.ts";
import { type TestTown, write } from "./town.ts";

type ArrivalInput = Parameters<Caller["screening"]["recordArrival"]>[0];
type NewPerson = Extract<ArrivalInput["person"], { is: "new" }>;
type OrderInput = Parameters<Caller["observation"]["issue"]>[0];

/** Wuhan: home isolation for fourteen days by the rules of early 2020. */
export const wuhan = "420100";

let people = 0;

/** Somebody new who came from Wuhan on 3 February 2020, entered by `who`. */
export function enterArrival(
  who: Visitor,
  areaId: string,
  journey: Partial<Omit<ArrivalInput, "person">> = {},
  person: Partial<NewPerson> = {},
) {
  people += 1;
  return who.call.screening.recordArrival({
    ...write(),
    originCode: wuhan,
    arrivedOn: "2020-02-03",
    ...journey,
    person: {
      is: "new",
      name: `测试${people}`,
      sex: people % 2 ? "female" : "male",
      birthday: "1980-05-06",
      areaId,
      address: `试验路${people}号`,
      ...person,
    },
  });
}

/** Puts a name on an area at the first level of the chain, so that orders there have somebody. */
export async function answerFor(town: TestTown, areaId: string, name = "包保干部甲") {
  const staffId = await town.addStaff(name, areaId);
  await town.director.call.organization.assign({
    ...write(),
    targetKind: "area",
    targetIds: [areaId],
    level: 1,
    staffId,
  });
  return staffId;
}

/** Issues the order that is drafted for an arrival. Somebody must answer for the area. */
export async function issueDrafted(
  who: Visitor,
  arrivalId: string,
  change: Partial<OrderInput> = {},
) {
  const { terms } = await who.call.observation.draft({ arrivalId });
  const { bases, chain, ...rest } = terms;
  return who.call.observation.issue({
    ...write(),
    arrivalId,
    ...rest,
    place: rest.place || "镇集中隔离点",
    basisIds: bases.map(({ id }) => id),
    chain: chain.map(({ level, staffId }) => ({ level, staffId })),
    ...change,
  });
}

/** Somebody new under the order policy asks for. */
export async function observe(
  who: Visitor,
  areaId: string,
  journey: Partial<Omit<ArrivalInput, "person">> = {},
  person: Partial<NewPerson> = {},
) {
  const { arrivalId, residentId } = await enterArrival(who, areaId, journey, person);
  const { orderId, orderNumber } = await issueDrafted(who, arrivalId);
  return { arrivalId, residentId, orderId, orderNumber };
}

/** A reading of 36.5 taken now, unless told. */
export function takeReading(
  who: Visitor,
  orderId: string,
  takenAt: string,
  change: Partial<Parameters<Caller["observation"]["recordReading"]>[0]> = {},
) {
  return who.call.observation.recordReading({
    id: uuidv7(),
    orderId,
    celsius: 36.5,
    takenAt,
    ...change,
  });
}
