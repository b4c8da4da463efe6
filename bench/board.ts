/** The board, the figures and the bulletin of a town in the middle of its response. */

import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { v7 as uuidv7 } from "uuid";
import { administer, latency, type Measured, type Stage } from "./stage.ts";

/** @param people how many are put under observation, of those on the register */
export async function measureBoard(stage: Stage, people: number): Promise<Measured[]> {
  const orders = await observe(stage, people);
  await takeReadings(stage, orders);
  // As autovacuum does within a minute.
  await administer(stage, "vacuum analyze");
  const { command } = stage.director;
  const at = stage.clock.now();
  const { bulletinId } = await command.compose({ id: uuidv7(), day: "2020-02-05" });
  const works: Record<string, () => Promise<unknown>> = {
    board: () => command.board({}),
    "all figures, beside yesterday's": () => command.figures({ at }),
    "rows behind a figure": () => command.figureRows({ figureId: "observation.people" }),
    "targets without a name": () => command.unassigned({}),
    "draft bulletin": () => command.bulletin({ bulletinId }),
  };
  const measured: Measured[] = [];
  for (const [what, work] of Object.entries(works)) {
    const { median, p95 } = await latency(work);
    const result = `${median.toFixed(1)} ms median, ${p95.toFixed(1)} ms p95`;
    measured.push({ what, result, beside: `${orders.length} orders` });
  }
  return measured;
}

async function observe({ director, moveTo }: Stage, people: number): Promise<string[]> {
  const { organization, registry, screening, observation } = director;
  const { areas } = await organization.areas({});
  const villages = areas.filter(({ kind }) => kind === "village").map(({ areaId }) => areaId);
  const staff = { id: uuidv7(), name: "包保干部", kind: "village-cadre" as const };
  const { staffId } = await organization.addStaff(staff);
  await organization.assign({
    id: uuidv7(),
    targetKind: "area",
    targetIds: villages.slice(0, -2),
    level: 1,
    staffId,
  });
  const residents: string[] = [];
  for (const areaId of villages.slice(0, -2)) {
    const { rows } = await registry.residents({ areaId, limit: 200 });
    residents.push(...rows.map(({ residentId }) => residentId));
  }
  const orders: string[] = [];
  await moveTo("2020-02-03T02:00:00.000Z");
  await eachOf(residents.slice(0, people), async (residentId) => {
    const arrival = { originCode: "420100", arrivedOn: "2020-02-03" };
    const person = { is: "resident" as const, residentId };
    const { arrivalId } = await screening.recordArrival({ id: uuidv7(), ...arrival, person });
    const { terms } = await observation.draft({ arrivalId });
    const { bases, chain, ...rest } = terms;
    const { orderId } = await observation.issue({
      id: uuidv7(),
      arrivalId,
      ...rest,
      basisIds: bases.map(({ id }) => id),
      chain: chain.map(({ level, staffId: answerer }) => ({ level, staffId: answerer })),
    });
    orders.push(orderId);
  });
  return orders;
}

/** Two windows a day, most of them read, a fever in a hundred. */
async function takeReadings({ app, moveTo, director }: Stage, orders: readonly string[]) {
  for (const takenAt of ["2020-02-04T00:30", "2020-02-04T07:00", "2020-02-05T00:30"]) {
    const at = `${takenAt}:00.000Z`;
    await moveTo(at);
    await eachOf(orders, async (orderId, position) => {
      if (position % 25 === 24) return;
      const celsius = position % 100 === 0 ? 37.8 : 36.5;
      await director.observation.recordReading({ id: uuidv7(), orderId, celsius, takenAt: at });
    });
  }
  await moveTo("2020-02-05T08:30:00.000Z");
  await app.runJob("observation.missed");
}
