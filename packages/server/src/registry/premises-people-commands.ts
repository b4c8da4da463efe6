import { townDay } from "@lianfang/core/kernel/time.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { demandNotAhead } from "@lianfang/core/registry/premises-rules.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { demandPremises } from "./premises-commands.ts";
import { premisesPeopleStore } from "./premises-people-store.ts";
import { residentStore } from "./resident-store.ts";

type Routes = Handlers<typeof registryContract>;

/** Who is put down as a tenant somewhere is one: the person's own page says so too. */
export const addPremisesPeople: Routes["addPremisesPeople"] = async (input, context) => {
  const { now, town, about } = context;
  const { premisesId, role, since } = input;
  const { areaId } = await demandPremises(context, premisesId);
  demandNotAhead(since, townDay(now, town.timeZone));
  const residentIds = [...new Set(input.residentIds)];
  const residents = residentStore(context);
  if (!(await residents.areThere(residentIds))) throw problems.residentNotFound();
  const added = await premisesPeopleStore(context).add({ premisesId, role, since }, residentIds);
  if (role === "tenant") await residents.becomeTenants(residentIds);
  about({ kind: "premises", ids: [premisesId], areaId, details: { role, added } });
  return { added };
};

export const endPremisesPeople: Routes["endPremisesPeople"] = async (input, context) => {
  const linkIds = [...new Set(input.linkIds)];
  const store = premisesPeopleStore(context);
  const links = await store.hold(linkIds);
  if (links.length < linkIds.length) throw problems.premisesNotFound();
  await store.end(linkIds);
  const premisesIds = [...new Set(links.map((link) => link.premises_id))];
  const areaIds = new Set(links.map((link) => link.area_id));
  const [areaId] = areaIds.size === 1 ? areaIds : [];
  context.about({ kind: "premises", ids: premisesIds, areaId, details: { ended: links.length } });
  return { ended: links.length };
};
