/** The director brings rules into force: those of the day, with the risk regions that came since. */
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Part, Stage } from "../stage.ts";
import type { Enactment } from "../town-scripts.ts";

export const policyPart: Part = (stage) => {
  for (const enactment of stage.script.enactments) {
    stage.agenda.add(stage.days[enactment.onDay - 1], "16:40", () => enact(stage, enactment));
  }
};

async function enact(stage: Stage, { onDay, regions }: Enactment): Promise<void> {
  const { cast, days, write } = stage;
  const { policy } = cast.director.api;
  const { versions, inForceId } = await policy.versions({});
  const inForce = versions.find(({ versionId }) => versionId === inForceId);
  const opensOn = days.at(-1);
  if (!inForce || !opensOn) return;
  const source = {
    zh: m["drill.region.source"]({}, { locale: "zh-CN" }),
    en: m["drill.region.source"]({}, { locale: "en" }),
  };
  const added = regions.map(({ from, ...region }) => ({
    ...region,
    from: addDays(opensOn, from),
    source,
  }));
  const names = { zh: added.map(({ name }) => name), en: added.map(({ nameEn }) => nameEn) };
  await policy.enact({
    ...write("enact", onDay),
    effectiveFrom: addDays(days[onDay - 1] ?? "", 1),
    title: {
      zh: m["drill.rules.title"]({ regions: names.zh.join("、") }, { locale: "zh-CN" }),
      en: m["drill.rules.title"]({ regions: names.en.join("; ") }, { locale: "en" }),
    },
    rules: { ...inForce.rules, riskRegions: [...inForce.rules.riskRegions, ...added] },
  });
}
