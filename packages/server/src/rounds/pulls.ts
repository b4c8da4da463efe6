/** What phones hold of rounds, as core describes it in `rounds/pulled.ts`. */
import type { Access } from "@lianfang/core/kernel/access.ts";
import { addDays, townDay } from "@lianfang/core/kernel/time.ts";
import { patrollers, visitors } from "@lianfang/core/rounds/access.ts";
import type { PulledRule, PulledRules } from "@lianfang/core/rounds/pulled.ts";
import { isShort, isVisited, type RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { type RoundRule, roundsOn } from "@lianfang/core/rounds/rules.ts";
import type { Pullable } from "../kernel/pull.ts";
import { policyStore } from "../policy/store.ts";
import { holderOf } from "./answerer-store.ts";
import { asListed, type DueRule, isDue } from "./owed-store.ts";
import { pulledTargets } from "./pull-store.ts";

/** As long as a phone may be without contact. */
const daysAhead = 3;
const keepHours = 72;

function pulledRule({ rule, register, times, onceSince }: DueRule): PulledRule {
  const { id: ruleId, duty, target, targetText, windows, checklist, asks, what, onFailure } = rule;
  return {
    ...{ ruleId, duty, target, targetKind: register.kind, times, windows, checklist, asks, what },
    ...(targetText && { targetText }),
    ...(onceSince && { onceSince }),
    ...(onFailure && { onFailure }),
  };
}

const pulledRules: Pullable = {
  name: "rounds.rules",
  version: 1,
  access: patrollers,
  most: daysAhead + 1,
  keepHours,
  async read({ db, town, now }, after, limit) {
    const today = townDay(now, town.timeZone);
    const versions = await policyStore({ db, town }).versions();
    const days = Array.from({ length: daysAhead + 1 }, (_, at) => addDays(today, at));
    const wanted = days.filter((day) => day > after).slice(0, limit);
    return wanted.map((day) => {
      const rules = roundsOn(day, versions, town.timeZone).map(asListed).map(pulledRule);
      const content: PulledRules = { day, rules };
      return { key: day, content };
    });
  },
};

function pulledOf(
  name: string,
  access: Access,
  isMeant: (kind: RoundTargetKind) => boolean,
): Pullable {
  return {
    name,
    version: 1,
    access,
    most: 2_000,
    keepHours,
    async read(context, after, limit) {
      const { db, town, now, reach } = context;
      const day = townDay(now, town.timeZone);
      const versions = await policyStore({ db, town }).versions();
      const isHeld = (rule: RoundRule) =>
        isMeant(rule.register.kind) && (isDue(rule) || isShort(rule.register));
      const rules = roundsOn(day, versions, town.timeZone).filter(isHeld).map(asListed);
      const areaIds = reach.all ? undefined : reach.areaIds;
      const question = { town, rules, day, at: now, areaIds };
      const targets = await pulledTargets(db, question, {
        ...{ holder: await holderOf(context), access, after, limit },
      });
      return targets.map((content) => ({ key: content.targetId, content }));
    },
  };
}

export const roundPulls: readonly Pullable[] = [
  pulledRules,
  pulledOf("rounds.doors", visitors, isVisited),
  pulledOf("rounds.places", patrollers, (kind) => !isVisited(kind)),
];
