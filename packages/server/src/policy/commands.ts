import { townDay } from "@lianfang/core/kernel/time.ts";
import { type policyContract, problems } from "@lianfang/core/policy/contract.ts";
import { demandFuture, demandNotPast } from "@lianfang/core/policy/enactment.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { policyStore } from "./store.ts";

type Routes = Handlers<typeof policyContract>;

export const enact: Routes["enact"] = async ({ effectiveFrom, title, rules }, context) => {
  const { now, town, actor, id, about } = context;
  demandNotPast(effectiveFrom, townDay(now, town.timeZone));
  const store = policyStore(context);
  if (await store.isTaken(effectiveFrom)) throw problems.dayTaken({ day: effectiveFrom });
  const approvedBy = actor.is === "account" ? actor.accountId : undefined;
  await store.insert([{ versionId: id, effectiveFrom, title, rules, approvedBy, approvedAt: now }]);
  about({ kind: "policy-version", ids: [id], details: { effectiveFrom } });
  return { versionId: id };
};

export const withdraw: Routes["withdraw"] = async ({ versionId }, context) => {
  const { now, town, about } = context;
  const store = policyStore(context);
  const version = await store.find(versionId);
  if (!version) throw problems.versionNotFound();
  demandFuture(version.effectiveFrom, townDay(now, town.timeZone));
  await store.withdraw(versionId, now);
  about({
    kind: "policy-version",
    ids: [versionId],
    details: { effectiveFrom: version.effectiveFrom },
  });
  return {};
};
