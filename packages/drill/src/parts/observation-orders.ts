/** Orders drafted from the assessment, issued, served and ended; and one that should not have been. */
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { OrderRow } from "@lianfang/core/observation/contract.ts";
import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { type Actor, allRows } from "../actor.ts";
import { isLastDay, type Part, type Stage } from "../stage.ts";
import { takerFor } from "./observation-rounds.ts";

export const ordersPart: Part = (stage) => {
  const { agenda, days } = stage;
  for (const day of days) {
    agenda.add(day, "08:25", () => releaseDue(stage, isLastDay(stage, day) ? "but-one" : "all"));
    agenda.add(day, "11:10", () => issueAwaited(stage));
    agenda.add(day, "16:10", () => issueAwaited(stage));
    agenda.add(day, "17:12", () => releaseDue(stage, day === days.at(-2) ? "but-two" : "most"));
  }
  // The last thing done before the demo opens; the others wait for whoever opens it.
  agenda.add(days.at(-1), "15:14", () => issueAwaited(stage, 1));
  agenda.add(days[5], "15:40", () => revokeMistaken(stage));
};

/** Orders and certificates are numbered one after the other: more hands would only wait. */
const hands = 3;

async function issueAwaited(stage: Stage, most?: number): Promise<void> {
  const { cast, town } = stage;
  const today = townDay(stage.now(), town.timeZone);
  const awaiting = await allRows((after) =>
    cast.medic.api.screening.arrivals({ isAwaitingOrder: true, limit: 200, after }),
  );
  // Those announced are waited for first.
  const come = awaiting.filter(({ arrivedOn }) => arrivedOn <= today).slice(0, most);
  const [medicalStaffId = ""] = await staffOf(cast.office, "village-doctor");
  await eachOf(come, ({ arrivalId }) => issue(stage, arrivalId, medicalStaffId), hands);
}

async function staffOf(office: Actor, kind: "village-doctor"): Promise<string[]> {
  const { rows } = await office.api.organization.staff({ limit: 200 });
  return rows.filter((staff) => staff.kind === kind).map(({ staffId }) => staffId);
}

/** The medic issues what is served at home, the director what takes somebody away from it. */
async function issue(stage: Stage, arrivalId: string, medicalStaffId: string): Promise<void> {
  const { cast, write } = stage;
  const { terms } = await cast.medic.api.observation.draft({ arrivalId });
  const { measure, startDay, endDay, reason, appeal, bases, chain } = terms;
  const issuer = measure === "central-isolation" ? cast.director : cast.medic;
  const named = chain.map(({ level, staffId }) => ({ level, staffId }));
  await issuer.api.observation.issue({
    ...write("order", arrivalId),
    arrivalId,
    measure,
    startDay,
    endDay,
    place: terms.place || siteFor(stage, arrivalId),
    reason,
    appeal,
    basisIds: bases.map(({ id }) => id),
    // Where nobody answers for the village, a doctor of the town does for the person.
    chain: named.length > 0 ? named : [{ level: 1, staffId: medicalStaffId }],
  });
}

function siteFor({ chance, town }: Stage, arrivalId: string): string {
  const own = chance("room", arrivalId);
  return `${town.name}集中隔离点（原镇中学宿舍）${own.whole(1, 3)}号楼${own.whole(1, 4)}0${own.whole(1, 9)}室`;
}

/** Some papers are made out only the next morning. */
const shareLeftForMorning = 0.3;

type Which = "all" | "most" | "but-one" | "but-two";

async function releaseDue(stage: Stage, which: Which): Promise<void> {
  const { cast, chance } = stage;
  const due = await allRows((after) =>
    cast.medic.api.observation.orders({ isReleaseDue: true, limit: 200, after }),
  );
  const well = due.filter(({ lastReading }) => !lastReading?.isFever);
  await eachOf(
    due.filter(({ lastReading }) => lastReading?.isFever),
    (order) => measureAgain(stage, order),
  );
  const isSoon = ({ orderId }: OrderRow) => !chance("papers", orderId).happens(shareLeftForMorning);
  const chosen: Record<Which, OrderRow[]> = {
    all: well,
    most: well.filter(isSoon),
    "but-one": well.slice(1),
    "but-two": well.slice(2),
  };
  await eachOf(chosen[which], (order) => release(stage, order), hands);
}

/** Nobody goes free with a fever: whoever had one at the end is measured until it is gone. */
async function measureAgain(stage: Stage, { orderId, areaId }: OrderRow): Promise<void> {
  const takenAt = stage.now();
  await takerFor(stage, areaId, orderId).api.observation.recordReading({
    ...stage.write("again", orderId),
    orderId,
    celsius: 36.8,
    takenAt,
    note: "解除前复测",
  });
}

async function release({ cast, write }: Stage, { orderId, measure }: OrderRow): Promise<void> {
  const issuer = measure === "central-isolation" ? cast.director : cast.medic;
  await issuer.api.observation.release({
    ...write("release", orderId),
    orderId,
    checklist: ["term-served", "temperature-normal", "no-symptoms", "test-negative", "informed"],
  });
}

/** A ticket shows that somebody came from elsewhere: the order is taken back, the journey put right. */
async function revokeMistaken(stage: Stage): Promise<void> {
  const { cast, agenda, write, chance } = stage;
  const { rows } = await cast.medic.api.observation.orders({ state: "issued", limit: 200 });
  const last = rows.slice(-20);
  if (last.length === 0) return;
  const { orderId, arrivalId } = chance("mistaken order").pick(last);
  await cast.director.api.observation.revoke({
    ...write("revoke", orderId),
    orderId,
    reason: "核对车票和通信行程，本人未离开过本市，原登记的来源地有误",
  });
  agenda.addIn(9, async () => {
    const { screening } = cast.office.api;
    const { revision } = await screening.arrival({ arrivalId });
    await screening.correctArrival({
      ...write("correct origin"),
      arrivalId,
      revision,
      originCode: stage.town.countyCode,
      transitCodes: [],
      note: "凭车票更正来源地",
    });
  });
}
