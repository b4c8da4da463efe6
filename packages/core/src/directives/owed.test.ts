import { describe, expect, test } from "vitest";
import { owedSteps, type RecordedStep, standOf } from "./owed.ts";
import type { PulledDirective } from "./pulled.ts";
import { type RecordedWords, saidOf } from "./said.ts";

const zone = "Asia/Shanghai";
const on = (day: string, time: string): string => new Date(`${day}T${time}:00+08:00`).toISOString();
const at = (time: string): string => on("2020-02-05", time);
const directive: PulledDirective = {
  directiveId: "d",
  number: "〔2020〕第 1 号",
  title: "全面入户排查",
  text: "两日内入户排查一遍。",
  issuedAt: at("09:00"),
  issuedBy: "何镇长",
  confirmBy: at("11:00"),
  unitId: "u",
  unitName: "柳林村作战单元",
  unitNameEn: "Liulin unit",
  feedback: [],
  takenBack: [],
};
const done = (time: string) => ({
  actId: "theirs",
  by: "小王",
  at: at(time),
  receivedAt: at(time),
  isLate: time >= "11:00",
});
const own = (change: Partial<RecordedStep> = {}): RecordedStep => ({
  actId: "mine",
  step: "acknowledge",
  directiveId: "d",
  unitId: "u",
  at: at("10:00"),
  sending: "waiting",
  ...change,
});
const owed = (change: Partial<PulledDirective>, recorded: readonly RecordedStep[], now: string) =>
  owedSteps([{ ...directive, ...change }], recorded, now, zone);

describe("a confirmation", () => {
  test("is open until its time, missed from then on", () => {
    expect(owed({}, [], at("10:59"))).toMatchObject([{ step: "acknowledge", state: "open" }]);
    expect(owed({}, [], at("11:00"))).toMatchObject([{ state: "missed" }]);
    expect(owed({}, [], on("2020-02-07", "08:00"))).toMatchObject([{ state: "missed" }]);
  });

  test("is open from the issue on, on a clock that is a little slow too", () => {
    expect(owed({}, [], at("08:59"))).toMatchObject([{ state: "open" }]);
  });

  test("made on this phone is done at once, before it is sent", () => {
    expect(owed({}, [own()], at("10:01"))).toMatchObject([{ state: "done", sending: "waiting" }]);
  });

  test("made late on this phone is done", () => {
    expect(owed({}, [own({ at: at("11:30") })], at("11:31"))).toMatchObject([{ state: "done" }]);
  });

  test("that was refused settles nothing and says so", () => {
    expect(owed({}, [own({ sending: "refused" })], at("10:01"))).toMatchObject([
      { state: "open", done: undefined, sending: "refused" },
    ]);
  });

  test("for another unit, or of another directive, is not this one", () => {
    const others = [own({ unitId: "v" }), own({ directiveId: "e" }), own({ step: "finish" })];
    expect(owed({}, others, at("10:01"))).toMatchObject([{ state: "open", sending: undefined }]);
  });

  test("by somebody else of the unit is theirs", () => {
    expect(owed({ acknowledged: done("09:30") }, [own()], at("10:01"))).toMatchObject([
      { state: "done", done: { by: "小王", at: at("09:30") } },
    ]);
  });

  test("of yesterday is not shown any more", () => {
    expect(owed({ acknowledged: done("09:30") }, [], on("2020-02-06", "08:00"))).toEqual([]);
  });
});

describe("a completion", () => {
  const withTime = { finishBy: on("2020-02-06", "18:00") };
  test("is owed once it is confirmed, where a time is set for it", () => {
    expect(owed(withTime, [], at("10:00"))).toHaveLength(1);
    expect(owed({ acknowledged: done("09:30") }, [], at("10:00"))).toHaveLength(1);
    expect(owed(withTime, [own()], at("10:01"))).toMatchObject([
      { step: "acknowledge", state: "done" },
      { step: "finish", state: "open", window: { to: withTime.finishBy } },
    ]);
  });

  test("stays owed on the days after, and is missed when its time is over", () => {
    const confirmed = { ...withTime, acknowledged: done("09:30") };
    expect(owed(confirmed, [], on("2020-02-06", "09:00"))).toMatchObject([
      { step: "finish", state: "open" },
    ]);
    expect(owed(confirmed, [], on("2020-02-06", "18:00"))).toMatchObject([{ state: "missed" }]);
  });

  test("waits in the outbox as done", () => {
    const steps = owed(withTime, [own(), own({ step: "finish", at: at("10:30") })], at("10:31"));
    expect(steps).toMatchObject([{ state: "done" }, { state: "done", sending: "waiting" }]);
  });
});

describe("what was taken back", () => {
  const finished = own({ step: "finish", actId: "f", at: at("10:10"), sending: "sent" });
  const takingBack = own({ step: "takeBack", actId: "f", at: at("10:20") });
  const confirmed = { ...directive, acknowledged: done("09:30") };

  test("here is owed again at once, whether the server knows of the completion or not", () => {
    expect(standOf(confirmed, "finish", [finished, takingBack])).toEqual({});
    const told = { ...confirmed, finished: { ...done("10:10"), actId: "f" } };
    expect(standOf(told, "finish", [finished, takingBack]).done).toBeUndefined();
  });

  test("by somebody else of the unit doesn't stand by this phone's own record", () => {
    const told = { ...confirmed, takenBack: ["f"] };
    expect(standOf(told, "finish", [finished])).toEqual({});
    expect(standOf(confirmed, "finish", [finished])).toMatchObject({ done: { actId: "f" } });
  });

  test("stays done where the taking back was refused", () => {
    const refused = { ...takingBack, sending: "refused" as const };
    expect(standOf(confirmed, "finish", [finished, refused])).toMatchObject({
      done: { actId: "f" },
    });
  });

  test("and done anew is done by the later", () => {
    const again = own({ step: "finish", actId: "g", at: at("10:40") });
    expect(standOf(confirmed, "finish", [finished, takingBack, again])).toMatchObject({
      done: { actId: "g", at: at("10:40") },
      sending: "waiting",
    });
  });
});

test("a record refused after one that stands leaves it, and says so", () => {
  const steps = [own(), own({ actId: "again", sending: "refused" })];
  expect(standOf(directive, "acknowledge", steps)).toMatchObject({
    done: { actId: "mine" },
    sending: "refused",
  });
});

const told = { actId: "t", text: "20户", by: "小王", at: at("10:00"), isCorrected: false };
const withWords: PulledDirective = { ...directive, feedback: [told] };
const words = (change: Partial<RecordedWords> = {}): RecordedWords => ({
  kind: "feedback",
  actId: "w",
  directiveId: "d",
  unitId: "u",
  text: "缺口罩",
  at: at("10:30"),
  sending: "waiting",
  ...change,
});
const texts = (recorded: readonly RecordedWords[], from = withWords) =>
  saidOf(from, recorded, []).feedback.map(({ text, sending }) => [text, sending]);

test("what waits here stands with what was told, the latest first, and once", () => {
  expect(texts([words(), words({ unitId: "v" })])).toEqual([
    ["缺口罩", "waiting"],
    ["20户", undefined],
  ]);
  expect(texts([words({ actId: "t", sending: "sent" })])).toEqual([["20户", undefined]]);
});

test("what is put right here reads so at once, and by the server's word once it is sent", () => {
  const correction = words({ kind: "correction", actId: "t", text: "200户" });
  expect(texts([correction])).toEqual([["200户", "waiting"]]);
  expect(texts([{ ...correction, sending: "sent" }])).toEqual([["20户", undefined]]);
  expect(texts([{ ...correction, sending: "refused" }])).toEqual([["20户", undefined]]);
});

test("what was taken back, here or elsewhere, is shown no more", () => {
  const taken = { ...withWords, takenBack: ["t", "w"] };
  expect(texts([words({ sending: "sent" })], taken)).toEqual([]);
  const here = { step: "takeBack", actId: "t", sending: "waiting" } as const;
  const step = { ...here, directiveId: "d", unitId: "u", at: at("10:40") };
  expect(saidOf(withWords, [], [step]).feedback).toEqual([]);
});

test("the words of a completion are put right as well", () => {
  const finished = { actId: "f", by: "小王", at: at("10:50"), receivedAt: at("10:50") };
  const ended = { ...withWords, finished: { ...finished, isLate: false, note: "走访完" } };
  expect(saidOf(ended, [], []).note).toBe("走访完");
  const correction = words({ kind: "correction", actId: "f", text: "走访完，2 户无人" });
  expect(saidOf(ended, [correction], []).note).toBe("走访完，2 户无人");
});
