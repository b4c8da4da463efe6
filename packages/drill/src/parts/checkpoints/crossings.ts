/** Who passes where the guard stands. */
import { decideOn } from "@lianfang/core/checkpoints/facts.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";
import type { Actor, Api } from "../../actor.ts";
import type { Stage } from "../../stage.ts";
import type { Memory } from "./memory.ts";

type Crossing = Parameters<Api["checkpoints"]["recordCrossing"]>[0];
type Person = Crossing["people"][number];

async function rulesOf({ cast }: Stage, memory: Memory): Promise<PolicyRules> {
  if (memory.rules) return memory.rules;
  const { versions, inForceId } = await cast.guard.api.policy.versions({});
  const rules = versions.find(({ versionId }) => versionId === inForceId)?.rules;
  if (!rules) throw new Error("no rules in force");
  memory.rules = rules;
  return rules;
}

/** Somebody at the post: mostly villagers who have what is asked for. */
function somebody(stage: Stage, memory: Memory, ...occasion: (string | number)[]): Person {
  const chance = stage.chance("crossing", ...occasion);
  const household = chance.pick(stage.plan.register.households);
  const member = chance.pick(household.members);
  const purposes = memory.rules?.checkpoint.purposes ?? [];
  const isOutsider = chance.happens(0.08);
  return {
    name: member.name,
    // Who is on the register is known by the number; people from elsewhere are not.
    identityNumber: isOutsider ? undefined : member.identityNumber,
    celsius: chance.happens(0.02) ? 37.8 : chance.whole(360, 369) / 10,
    hasMask: !chance.happens(0.06),
    healthCode: memory.rules?.checkpoint.healthCode ? "green" : undefined,
    hasScannedVenueCode: memory.rules?.checkpoint.venueCode ? true : undefined,
    test: memory.rules?.checkpoint.testWithinHours
      ? {
          sampledAt: new Date(
            Date.parse(stage.now()) - chance.whole(60, 1_600) * 60_000,
          ).toISOString(),
          result: "negative",
        }
      : undefined,
    purpose:
      purposes.length > 0
        ? chance.happens(0.93)
          ? chance.pick(purposes).zh
          : "走亲戚"
        : undefined,
    isResident: !isOutsider,
    originCode: isOutsider ? stage.town.countyCode : undefined,
    passText:
      memory.cards.length > 1 && chance.happens(0.3) ? chance.pick(memory.cards) : undefined,
    outcome: "admit",
  };
}

/** As the guard's own device decides it. */
async function decided(stage: Stage, memory: Memory, person: Person): Promise<Person> {
  const rules = await rulesOf(stage, memory);
  const moment = {
    direction: "in" as const,
    crossedAt: stage.now(),
    timeZone: stage.town.timeZone,
  };
  const whole = { ...person, steps: [...(person.steps ?? [])] };
  const { outcome } = decideOn(
    { ...whole, steps: ["stop", "ask", "measure", "register", "pass"] },
    moment,
    {},
    rules,
  );
  return { ...person, outcome };
}

export async function guardRound(stage: Stage, memory: Memory, time: string): Promise<void> {
  const { cast, chance, write, agenda } = stage;
  if (!memory.guardedId) return;
  const today = stage.now().slice(0, 10);
  const luck = chance("round", today, time);
  await rulesOf(stage, memory);
  for (let nth = 0; nth < luck.whole(2, 4); nth += 1) {
    const person = await decided(stage, memory, somebody(stage, memory, today, time, nth));
    const isDriving = luck.happens(0.3);
    const { crossingId, lines } = await cast.guard.api.checkpoints.recordCrossing({
      ...write("crossing", time, nth),
      checkpointId: memory.guardedId,
      direction: luck.happens(0.6) ? "in" : "out",
      crossedAt: stage.now(),
      device: "guard-1",
      people: [person],
      isInformed: luck.happens(0.5),
      ...(isDriving && {
        vehicle: { kind: "vehicle" as const, plate: `川R${luck.whole(10_000, 99_999)}` },
        others: luck.whole(0, 2),
      }),
    });
    const handedOver = lines.find(({ ruled }) => ruled === "refer");
    if (handedOver && today !== stage.days.at(-1)) {
      agenda.addIn(25, () => seenTo(cast.medic, stage, crossingId, handedOver.line));
    }
  }
}

async function seenTo(medic: Actor, { write }: Stage, crossingId: string, line: number) {
  await medic.api.checkpoints.followUp({
    ...write("follow up", crossingId),
    crossingId,
    line,
    action: "到场复测，体温36.8℃，登记后放行",
  });
}

/** On the last afternoon: a fever nobody has seen to, one person written down twice, a card lent. */
export async function strangeThings(stage: Stage, memory: Memory): Promise<void> {
  const { cast, write, agenda } = stage;
  if (!memory.guardedId) return;
  const record = async (person: Person, device: string, ...occasion: string[]) =>
    cast.guard.api.checkpoints.recordCrossing({
      ...write(...occasion),
      checkpointId: memory.guardedId,
      direction: "in",
      crossedAt: stage.now(),
      device,
      people: [await decided(stage, memory, person)],
    });
  const one = { ...somebody(stage, memory, "twice"), passText: undefined };
  await record({ ...somebody(stage, memory, "fever"), celsius: 38.3 }, "guard-1", "fever");
  await record(one, "guard-1", "twice", "1");
  agenda.addIn(3, async () => {
    await record(one, "guard-2", "twice", "2");
    const card = memory.cards.at(-1);
    const lent = (nth: string) => ({ ...somebody(stage, memory, "lent", nth), passText: card });
    await record(lent("1"), "guard-1", "lent", "1");
    await record(lent("2"), "guard-1", "lent", "2");
  });
}
