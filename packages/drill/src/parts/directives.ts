/** What the command tells its units: confirmed in time, late or not at all; fed back, finished, put right. */
import type { ActKind } from "@lianfang/core/directives/directive.ts";
import { addMinutes, type Day, instantAt, type TimeOfDay } from "@lianfang/core/kernel/time.ts";
import type { Actor } from "../actor.ts";
import type { Part, Stage } from "../stage.ts";

interface Told {
  title: string;
  text: string;
  confirmBy: TimeOfDay;
  finishBy?: { day: Day | undefined; time: TimeOfDay };
}

export const directivesPart: Part = (stage) => {
  const { agenda, cast, days } = stage;
  const [before, yesterday, today] = [days.at(-3), days.at(-2), days.at(-1)];
  const [firstDoctor, , lastDoctor] = cast.doctors;
  const acts = (
    day: Day | undefined,
    time: TimeOfDay,
    who: Actor | undefined,
    act: typeof confirm,
  ) => agenda.add(day, time, async () => void (who && (await act(stage, who, `${day} ${time}`))));

  agenda.add(before, "09:00", async () => {
    await issue(stage, before, {
      title: "来（返）镇人员再摸排一遍",
      text:
        "各单位今明两天把包保范围内的住户再走一遍，重点问清近14天有无湖北旅居史、有无发热咳嗽。\n" +
        "新发现的人员当场登记，发热的立即报镇卫生院，不得自行就诊。\n办结时说明走访户数。",
      confirmBy: "11:00",
      finishBy: { day: yesterday, time: "18:00" },
    });
  });
  acts(before, "09:06", cast.office, confirm);
  acts(before, "09:14", cast.unitLead, confirm);
  acts(before, "09:50", lastDoctor, confirm);
  agenda.add(before, "10:30", () => ring(stage));
  acts(before, "11:35", cast.guard, confirm);
  acts(before, "17:20", firstDoctor, say("已走访过半，两户锁门，晚上再去。"));
  acts(yesterday, "16:40", cast.unitLead, finish("全部走访，新登记 2 人，无发热。"));
  acts(yesterday, "17:30", cast.office, finish("机关家属院已走访完。"));
  acts(yesterday, "17:36", cast.office, unfinish("点错了，还有 6 户没走访"));
  acts(yesterday, "17:55", cast.office, finish("机关家属院已走访完。"));

  agenda.add(yesterday, "15:00", async () => {
    const directiveId = await issue(stage, yesterday, meeting("2月30日 19:00"));
    agenda.addIn(12, async () => {
      await issue(stage, yesterday, meeting("今晚 19:00"), directiveId);
    });
  });
  acts(yesterday, "15:30", cast.office, confirm);
  acts(yesterday, "15:41", cast.gridWorker, confirm);
  acts(yesterday, "15:55", cast.guard, confirm);
  acts(yesterday, "16:05", lastDoctor, confirm);

  agenda.add(today, "08:20", async () => {
    await issue(stage, today, {
      title: "口罩和体温计今天发放到户",
      text: "物资已到各村。请上午签收，今天内发放到在管人员家中，当面教会测温，逐户登记签名。",
      confirmBy: "10:00",
      finishBy: { day: today, time: "20:00" },
    });
  });
  acts(today, "08:31", cast.office, confirm);
  acts(today, "08:47", cast.gridWorker, confirm);
  acts(today, "10:40", lastDoctor, confirm);
  acts(today, "13:10", cast.unitLead, say("已发放 31 户，体温计还差 6 支。"));
  acts(today, "13:16", cast.unitLead, putRight("已发放 37 户，体温计还差 6 支。", "户数写错"));

  agenda.add(today, "14:50", async () => {
    await issue(stage, today, {
      title: "今晚降温，做好卡点值守人员保暖",
      text: "今晚最低气温零下6度。各卡点检查取暖设备和用电安全，严禁在帐篷内烧炭；夜班两小时一换。",
      confirmBy: "17:00",
    });
  });
  acts(today, "14:58", cast.office, confirm);
};

const meeting = (when: string): Told => ({
  title: "召开视频调度会",
  text: `${when} 召开全镇疫情防控视频调度会，各单位主要负责人参加，带上当日数据。`,
  confirmBy: "17:00",
});

async function issue(
  { cast, town, write }: Stage,
  day: Day | undefined,
  { title, text, confirmBy, finishBy }: Told,
  replaces?: string,
): Promise<string> {
  const at = (on: Day | undefined, time: TimeOfDay) => instantAt(on ?? "", time, town.timeZone);
  const { directiveId } = await cast.director.api.directives.issue({
    ...write("directive", title, text),
    title,
    text,
    recipients: { to: "units", unitIds: await told(cast.director) },
    confirmBy: at(day, confirmBy),
    finishBy: finishBy && at(finishBy.day, finishBy.time),
    replaces,
  });
  return directiveId;
}

/** Units with phones, and one that rings the office. */
async function told({ api }: Actor): Promise<string[]> {
  const { units } = await api.directives.recipients({});
  const ringing = units.find(({ accounts, members }) => accounts === 0 && members > 0);
  return units.filter((unit) => unit.accounts > 0 || unit === ringing).map(({ unitId }) => unitId);
}

/** What somebody's units still have to do. */
async function open({ api }: Actor) {
  const { rows } = await api.directives.received({ isOpen: true });
  return rows.map(({ directiveId, unit }) => ({
    of: { directiveId, unitId: unit.unitId },
    isConfirmed: unit.acknowledged !== undefined,
  }));
}

async function confirm({ write }: Stage, who: Actor, occasion: string): Promise<void> {
  for (const { of, isConfirmed } of await open(who)) {
    if (isConfirmed) continue;
    await who.api.directives.acknowledge({
      ...write("confirm", occasion, of.directiveId, of.unitId),
      ...of,
    });
  }
}

const say =
  (text: string) =>
  async ({ write }: Stage, who: Actor, occasion: string): Promise<void> => {
    const first = (await open(who)).find(({ isConfirmed }) => isConfirmed);
    if (!first) return;
    await who.api.directives.feedBack({ ...write("say", occasion), ...first.of, text });
  };

const finish =
  (note: string) =>
  async ({ write }: Stage, who: Actor, occasion: string): Promise<void> => {
    const last = (await open(who)).findLast(({ isConfirmed }) => isConfirmed);
    if (!last) return;
    await who.api.directives.finish({ ...write("finish", occasion), ...last.of, note });
  };

/** Something the unit said last, and what becomes of it. */
async function saidLast({ api }: Actor, kind: ActKind) {
  const { rows } = await api.directives.received({});
  const about = rows.find(({ unit }) => (kind === "completion" ? unit.finished : unit.feedback));
  if (!about) return undefined;
  const { directiveId, unit } = about;
  const { acts } = await api.directives.receivedDirective({ directiveId });
  const last = acts.find(
    (act) => act.kind === kind && act.unitId === unit.unitId && !act.isTakenBack,
  );
  return last && { directiveId, unitId: unit.unitId, actId: last.actId };
}

const unfinish =
  (reason: string) =>
  async ({ write }: Stage, who: Actor, occasion: string): Promise<void> => {
    const of = await saidLast(who, "completion");
    if (of) await who.api.directives.takeBack({ ...write("unfinish", occasion), ...of, reason });
  };

const putRight =
  (text: string, reason: string) =>
  async ({ write }: Stage, who: Actor, occasion: string): Promise<void> => {
    const of = await saidLast(who, "feedback");
    if (of) await who.api.directives.correct({ ...write("right", occasion), ...of, text, reason });
  };

/** A unit without a phone that works rings the office from somebody else's. */
async function ring({ cast, now, write }: Stage): Promise<void> {
  const { api } = cast.office;
  const { rows } = await api.directives.directives({ limit: 1 });
  const [latest] = rows;
  if (!latest) return;
  const { directiveId } = latest;
  const { units } = await api.directives.directive({ directiveId });
  const { units: offered } = await api.directives.recipients({});
  const phones = new Set(offered.flatMap(({ unitId, accounts }) => (accounts > 0 ? unitId : [])));
  const silent = units.find(({ unitId }) => !phones.has(unitId));
  if (!silent) return;
  await api.directives.enter({
    ...write("ring", directiveId),
    ...{ directiveId, unitId: silent.unitId, kind: "acknowledgement" },
    ...{ saidBy: "刘会计", way: "telephone", saidAt: addMinutes(now(), -4) },
  });
}
