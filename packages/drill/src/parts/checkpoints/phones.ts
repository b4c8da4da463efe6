/**
 * Phones in the field: one in contact, one with records it has not sent yet, one that was lost. What
 * the lost one still sends, and a record under an id that stands for something else, wait for review.
 */
import { protocolVersion } from "@lianfang/core/sync/protocol.ts";
import type { Actor } from "../../actor.ts";
import { grownPerson } from "../../people.ts";
import type { Stage } from "../../stage.ts";
import type { Memory } from "./memory.ts";

interface Phone {
  id: string;
  key?: string;
  label: string;
}

interface Sent {
  /** Somebody signed in; a lost phone has no session. */
  by: Actor;
  unsent?: number;
  /** How far its clock is ahead. */
  aheadSeconds?: number;
  commands?: readonly object[];
}

async function contact(stage: Stage, phone: Phone, sent: Sent): Promise<void> {
  const { by, unsent = 0, aheadSeconds = 0, commands = [] } = sent;
  const clock = new Date(Date.parse(stage.now()) + aheadSeconds * 1_000).toISOString();
  const device = { ...phone, appVersion: "0.1.0", protocol: protocolVersion, clock, unsent };
  const answer = await by.post("sync/push", { device, commands, confirm: [] });
  const { deviceKey } = answer as { deviceKey?: string };
  if (deviceKey) phone.key = deviceKey;
}

const phoneCalled = (stage: Stage, label: string): Phone => ({
  id: stage.write("phone", label).id,
  label,
});

export function phonesAtWork(stage: Stage, memory: Memory): void {
  const { agenda, days, cast } = stage;
  const [second, beforeLast, last] = [days[1], days.at(-2), days.at(-1)];
  const [doctor = cast.medic] = cast.doctors;
  const phones = new Map<string, Phone>();
  const phone = (label: string) => {
    const known = phones.get(label) ?? phoneCalled(stage, label);
    phones.set(label, known);
    return known;
  };
  agenda.add(second, "09:05", async () => {
    await contact(stage, phone("卡口一号机"), { by: cast.guard });
    await contact(stage, phone("网格手机"), { by: cast.gridWorker });
    await contact(stage, phone("村医手机"), { by: doctor });
  });
  agenda.add(beforeLast, "18:10", async () => {
    const deviceId = phone("网格手机").id;
    await cast.office.api.sync.reportLost({ ...stage.write("lost phone"), deviceId });
  });
  agenda.add(last, "09:50", () =>
    contact(stage, phone("村医手机"), { by: doctor, unsent: 3, aheadSeconds: 420 }),
  );
  agenda.add(last, "11:25", () =>
    contact(stage, phone("网格手机"), { by: stage.visitor, commands: [arrivalOf(stage)] }),
  );
  agenda.add(last, "14:30", async () => {
    const commands = crossedTwice(stage, memory);
    await contact(stage, phone("卡口一号机"), { by: cast.guard, commands });
  });
}

/** Somebody who came home yesterday, written down before the phone was lost. */
function arrivalOf(stage: Stage): object {
  const { cast, chance, days, town, write } = stage;
  const sex = chance("late arrival").pick(["male", "female"] as const);
  return {
    ...write("late arrival"),
    procedure: "screening.recordArrival",
    input: {
      person: {
        is: "new",
        name: grownPerson(chance("late arrival", "name"), sex),
        sex,
        areaId: cast.gridWorker.areaIds[0],
      },
      originCode: town.countyCode,
      arrivedOn: days.at(-2),
      transport: "coach",
      transportNumber: "川R20158",
      door: "door-knock",
      note: "住亲戚家",
    },
  };
}

/** One crossing, and another of the same id with another temperature: somebody is to look at both. */
function crossedTwice(stage: Stage, { guardedId }: Memory): object[] {
  if (!guardedId) return [];
  const crossing = (celsius: number) => ({
    ...stage.write("phone crossing"),
    procedure: "checkpoints.recordCrossing",
    input: {
      checkpointId: guardedId,
      direction: "in",
      crossedAt: stage.now(),
      people: [{ name: "王小林", celsius, hasMask: true, isResident: true, outcome: "admit" }],
    },
  });
  return [crossing(36.5), crossing(36.9)];
}
