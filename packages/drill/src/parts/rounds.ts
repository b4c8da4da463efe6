/** Visits, patrols and disinfection as the rules ask for them: most of them made, a few found something. */
import { addMinutes, type Day, type TimeOfDay } from "@lianfang/core/kernel/time.ts";
import type { DutyRule } from "@lianfang/core/policy/rules-data.ts";
import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { type Actor, allRows } from "../actor.ts";
import type { Part, Stage } from "../stage.ts";
import { takerFor } from "./observation-rounds.ts";

type Owed = Awaited<ReturnType<Actor["api"]["rounds"]["owed"]>>["rows"][number];

/** When people set out, and which share of what is still open they reach. */
const outings: readonly { time: TimeOfDay; share: number }[] = [
  { time: "10:40", share: 0.62 },
  { time: "14:55", share: 0.55 },
];
/** Every door is knocked on in the course of weeks: so few a time. */
const shareOfCampaign = 0.05;

export const roundsPart: Part = (stage) => {
  for (const day of stage.days.slice(-3)) {
    for (const { time, share } of outings) {
      stage.agenda.add(day, time, () => setOut(stage, day, time, share));
    }
    stage.agenda.add(day, "18:30", () => setOut(stage, day, "18:30", 0.8));
  }
};

async function setOut(stage: Stage, day: Day, time: TimeOfDay, share: number): Promise<void> {
  const { rounds } = stage.cast.office.api;
  const { rules } = await rounds.coverage({});
  const campaigns = rules.filter(({ onceSince }) => onceSince).map(({ ruleId }) => ruleId);
  const duties = await dutiesOf(stage);
  const open = await allRows((after) => rounds.owed({ state: "open", limit: 200, after }));
  const reached = open.filter((owed) => {
    const { ruleId } = owed;
    const own = stage.chance("round", ruleId, known(owed), day, time);
    return own.happens(campaigns.includes(ruleId) ? shareOfCampaign : share);
  });
  await eachOf(reached, (owed) => make(stage, owed, `${day} ${time}`, duties.get(owed.ruleId)));
}

/** The same in every demo, as ids are not. */
const known = ({ name, place }: Owed): string => `${name} ${place}`;

async function dutiesOf({ cast }: Stage): Promise<Map<string, DutyRule>> {
  const { versions, inForceId } = await cast.office.api.policy.versions({});
  const inForce = versions.find(({ versionId }) => versionId === inForceId);
  return new Map(inForce?.rules.duties.map((rule) => [rule.id, rule]));
}

const shareUnmet = 0.06;
const shareFound = 0.05;

/** What is found, by what is done. */
const findings: Partial<Record<Owed["duty"], readonly string[]>> = {
  "service-visit": ["降压药只够吃两天，已报代购", "口罩用完了，已补发"],
  "door-knock": ["一人刚从市外回来，已登记报村里"],
  disinfection: ["消毒液快用完，已报物资组"],
  patrol: ["门口无人登记，已当场提醒", "顾客扎堆，未保持一米距离"],
  "closed-check": ["卷帘门半开，有人在内，已劝离"],
};

async function make(
  stage: Stage,
  owed: Owed,
  outing: string,
  rule: DutyRule | undefined,
): Promise<void> {
  const { ruleId, targetKind, targetId } = owed;
  const own = stage.chance("made", ruleId, known(owed), outing);
  const doneAt = addMinutes(stage.now(), -own.whole(1, 35));
  const write = { ...stage.write("round", ruleId, targetId, outing), happenedAt: doneAt };
  const { rounds } = makerOf(stage, owed).api;
  if (targetKind === "household" || targetKind === "person") {
    const said = own.happens(shareUnmet)
      ? { outcome: "not-met" as const }
      : saidOf(own, owed, rule);
    await rounds.recordVisit({ ...write, ruleId, targetKind, targetId, doneAt, ...said });
  } else {
    const said = saidOf(own, owed, rule);
    await rounds.recordPatrol({ ...write, ruleId, targetKind, targetId, doneAt, ...said });
  }
}

/** What was looked at, asked and, now and then, found. */
function saidOf(own: ReturnType<Stage["chance"]>, { duty }: Owed, rule: DutyRule | undefined) {
  const known = findings[duty] ?? [];
  const finding = known.length > 0 && own.happens(shareFound) ? own.pick(known) : undefined;
  const checks = (rule?.checklist ?? []).map((item, at) => ({
    item,
    isMet: finding === undefined || at > 0,
  }));
  const answers = (rule?.asks ?? []).map((question) => ({ question, isYes: false }));
  return { checks, answers, ...(finding !== undefined && { finding }) };
}

/** At doors whoever goes round there, at places the patrol. */
function makerOf(stage: Stage, { targetKind, targetId, areaId }: Owed): Actor {
  const isDoor = targetKind === "household" || targetKind === "person";
  return isDoor ? takerFor(stage, areaId, targetId) : stage.cast.patrol;
}
