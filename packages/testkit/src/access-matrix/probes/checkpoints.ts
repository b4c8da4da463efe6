import { checkpointsContract } from "@lianfang/core/checkpoints/contract.ts";
import type { CheckpointDemands } from "@lianfang/core/policy/rules-data.ts";
import type { Caller } from "@lianfang/server/app.ts";
import { issueNumbers } from "../../people/numbers.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
  checkpointId: string;
  /** Closed, to be opened again. */
  closedId: string;
  staffId: string;
  shiftId: string;
  crossingId: string;
  /** With a fever, and nobody has seen to it. */
  feverishId: string;
  /** Two records that are likely one crossing. */
  pair: { earlierId: string; laterId: string };
  /** Applied for, and issued. */
  appliedPassId: string;
  passId: string;
  planId: string;
}

const numbers = issueNumbers();
const crossedAt = "2020-02-05T03:00:00.000Z";
const demands: CheckpointDemands = {
  temperature: true,
  registration: true,
  mask: true,
  pass: false,
  healthCode: false,
  venueCode: false,
  purposes: [],
};

const fields = (areaId: string, name: string) => ({
  name,
  areaId,
  kind: "road" as const,
  location: { lon: 106.1, lat: 30.8 },
});

const passing = (checkpointId: string, celsius = 36.5) => ({
  checkpointId,
  direction: "in" as const,
  crossedAt,
  people: [
    {
      name: "过客",
      celsius,
      hasMask: true,
      isResident: true,
      outcome: celsius < 37.3 ? ("admit" as const) : ("refer" as const),
    },
  ],
});

const vehiclePass = (areaId: string, plate: string) => ({
  kind: "vehicle" as const,
  areaId,
  holderName: "运菜车",
  plate,
  validFrom: "2020-02-05",
  validUntil: "2020-02-29",
});

/** A village and the world outside, with one entrance between. */
const roadsFile = (checkpointId: string) =>
  new File(
    [
      JSON.stringify({
        type: "FeatureCollection",
        features: [
          feature("Point", [106, 30], { id: "o", kind: "outside" }),
          feature("Point", [106, 31], { id: "v", kind: "village", name: "村" }),
          feature(
            "LineString",
            [
              [106, 30],
              [106, 31],
            ],
            {
              id: "r",
              entrance: "路口",
              minutes: 5,
              checkpoint: checkpointId,
            },
          ),
        ],
      }),
    ],
    "roads.geojson",
  );

const feature = (type: string, coordinates: unknown, properties: object) => ({
  type: "Feature",
  geometry: { type, coordinates },
  properties,
});

async function aPlan(
  { makePlan }: Caller["checkpoints"],
  name: string,
  checkpointId: string,
): Promise<string> {
  const plan = { ...write(), title: `方案${name}`, file: roadsFile(checkpointId) };
  return (await makePlan(plan)).planId;
}

/** A beginning: one village, no roads. */
const drawn = { nodes: [{ id: "v", kind: "village" as const, lon: 106, lat: 31 }], roads: [] };

const wishes = { maxDetourMinutes: 10 };

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
    checkpoints: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) =>
        rows.some(({ checkpointId }) => checkpointId === records.checkpointId),
    },
    map: {
      kind: "list",
      input: {},
      shows: ({ checkpoints }, { records }) =>
        checkpoints.some(({ checkpointId }) => checkpointId === records.checkpointId),
    },
    checkpoint: {
      kind: "aimed",
      input: ({ records: { checkpointId } }) => ({ checkpointId }),
    },
    create: {
      kind: "aimed",
      input: ({ areaId }) => fields(areaId, "新设卡口"),
    },
    edit: {
      kind: "aimed",
      input: ({ areaId, records: { checkpointId } }) => ({
        ...fields(areaId, "改名卡口"),
        checkpointId,
        revision: 1,
      }),
    },
    close: {
      kind: "aimed",
      input: ({ records: { checkpointId } }) => ({
        checkpointId,
        closedOn: "2020-02-06",
        reason: "合并",
      }),
    },
    reopen: {
      kind: "aimed",
      input: ({ records: { closedId } }) => ({ checkpointId: closedId, openedOn: "2020-02-06" }),
    },
    setShift: {
      kind: "aimed",
      input: ({ records: { checkpointId, staffId } }) => ({
        checkpointId,
        startsAt: "2020-02-07T00:00:00.000Z",
        endsAt: "2020-02-07T08:00:00.000Z",
        staffIds: [staffId],
      }),
    },
    removeShift: {
      kind: "aimed",
      input: ({ records: { checkpointId, shiftId } }) => ({ checkpointId, shiftId }),
    },
    recordCrossing: {
      kind: "aimed",
      input: ({ records: { checkpointId } }) => passing(checkpointId),
    },
    correctCrossing: {
      kind: "aimed",
      input: ({ records: { crossingId, checkpointId } }) => {
        const { checkpointId: _, ...crossing } = passing(checkpointId);
        return { ...crossing, crossingId, reason: "写错了" };
      },
    },
    amendCrossing: {
      kind: "aimed",
      input: ({ records: { crossingId } }) => ({
        crossingId,
        reason: "体温看错",
        people: [{ line: 0, celsius: 36.4 }],
      }),
    },
    voidCrossing: {
      kind: "aimed",
      input: ({ records: { crossingId } }) => ({ crossingId, reason: "重登" }),
    },
    crossings: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ records: { checkpointId } }) => ({ checkpointId }),
      shows: ({ rows }, { records }) =>
        rows.some(({ crossingId }) => crossingId === records.crossingId),
    },
    crossing: { kind: "aimed", input: ({ records: { crossingId } }) => ({ crossingId }) },
    counts: {
      kind: "list",
      input: {},
      narrowed: ({ records: { checkpointId } }) => ({ checkpointId }),
      shows: ({ byCheckpoint }, { records }) =>
        byCheckpoint.some(({ checkpointId }) => checkpointId === records.checkpointId),
    },
    traveller: {
      kind: "aimed",
      input: ({ records: { checkpointId } }) => ({ checkpointId }),
    },
    kit: { kind: "aimed", input: ({ records: { checkpointId } }) => ({ checkpointId }) },
    followUp: {
      kind: "aimed",
      input: ({ records: { feverishId } }) => ({
        crossingId: feverishId,
        line: 0,
        action: "已报卫生院",
      }),
    },
    doubles: {
      kind: "list",
      input: {},
      narrowed: ({ records: { checkpointId } }) => ({ checkpointId }),
      shows: ({ pairs }, { records: { pair } }) =>
        pairs.some(({ earlier }) => [pair.earlierId, pair.laterId].includes(earlier.crossingId)),
    },
    judgeDouble: {
      kind: "aimed",
      input: ({ records: { pair } }) => ({ ...pair, isSame: true }),
    },
    passes: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) => rows.some(({ passId }) => passId === records.passId),
    },
    pass: { kind: "aimed", input: ({ records: { passId } }) => ({ passId }) },
    applyForPass: { kind: "aimed", input: ({ areaId }) => vehiclePass(areaId, "川B新") },
    issuePasses: {
      kind: "aimed",
      input: ({ records: { appliedPassId } }) => ({ passIds: [appliedPassId] }),
    },
    refusePass: {
      kind: "aimed",
      input: ({ records: { appliedPassId } }) => ({ passId: appliedPassId, reason: "材料不全" }),
    },
    renewPass: {
      kind: "aimed",
      input: ({ records: { passId } }) => ({ passId, validUntil: "2020-03-31" }),
    },
    reportPassLost: { kind: "aimed", input: ({ records: { passId } }) => ({ passId }) },
    revokePass: {
      kind: "aimed",
      input: ({ records: { passId } }) => ({ passId, reason: "转借他人" }),
    },
    passCode: { kind: "aimed", input: ({ records: { passId } }) => ({ passId }) },
    // Nothing within reach is nothing to print: it tells no more than an empty list.
    passSheet: {
      kind: "plain",
      input: () => ({ passIds: ["01900000-0000-7000-8000-000000000000"] }),
      ends: "checkpoints.nothingToPrint",
    },
    checkPass: { kind: "plain", input: () => ({ text: "LF1:NONE" }) },
    passMisuses: {
      kind: "list",
      input: {},
      shows: ({ misuses }, { records }) =>
        misuses.some(({ earlier }) => earlier.checkpointId === records.checkpointId),
    },
    answerMisuse: {
      kind: "aimed",
      input: ({ records: { crossingId } }) => ({
        earlierId: crossingId,
        laterId: crossingId,
        action: "已核实",
      }),
    },
    plans: {
      kind: "list",
      input: { limit: 10 },
      shows: ({ rows }, { records }) => rows.some(({ planId }) => planId === records.planId),
    },
    plan: { kind: "aimed", input: ({ records: { planId } }) => ({ planId }) },
    makePlan: {
      kind: "plain",
      input: ({ records: { checkpointId } }) => ({
        title: "新方案",
        file: roadsFile(checkpointId),
      }),
    },
    drawPlan: {
      kind: "aimed",
      input: ({ records: { planId } }) => ({ planId, revision: 1, graph: drawn }),
    },
    propose: { kind: "aimed", input: ({ records: { planId } }) => ({ planId, wishes }) },
    choosePlan: {
      kind: "aimed",
      input: ({ records: { planId } }) => ({ planId, wishes, states: { r: "manned" } }),
    },
    applyPlan: {
      kind: "aimed",
      input: ({ records: { planId } }) => ({
        planId,
        closesOn: "2020-02-07",
        confirmedBy: "何镇长",
      }),
      ends: "checkpoints.planNotSolved",
    },
    results: { kind: "plain", input: () => ({ limit: 10 }) },
    recordResult: {
      kind: "plain",
      input: () => ({
        identityNumber: numbers.identityNumber("1981-05-06", "male"),
        healthCode: "green",
      }),
    },
    askResult: {
      kind: "aimed",
      input: ({ records: { checkpointId } }) => ({
        checkpointId,
        identityNumber: numbers.identityNumber("1981-05-06", "male"),
      }),
      ends: "checkpoints.noResultSource",
    },
    resultSource: { kind: "plain", input: () => ({}) },
    importResults: {
      kind: "plain",
      input: () => ({ file: new File(["姓名"], "名单.csv") }),
      ends: "checkpoints.listUnreadable",
    },
    previewDemands: { kind: "plain", input: () => ({ demands, feverCelsius: 37.3 }) },
  },
});
