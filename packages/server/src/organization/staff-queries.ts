import type { Page } from "@lianfang/core/kernel/page.ts";
import type { organizationContract, Staff } from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { loadStore } from "./load-store.ts";
import { staffStore } from "./staff-store.ts";
import { targetStore } from "./target-store.ts";
import type { TargetSources } from "./target-tables.ts";

type Routes = Handlers<typeof organizationContract>;

/** @param sources what people may answer for besides areas */
export function staffQueries(sources: TargetSources): Pick<Routes, "staff" | "staffMember"> {
  const withLoad = async (context: QueryContext, page: Page<Omit<Staff, "load">>) => {
    const targets = targetStore(context, sources).all();
    const load = await loadStore(context, targets).counts(page.rows.map(({ staffId }) => staffId));
    const rows = page.rows.map((person) => ({ ...person, load: load.get(person.staffId) ?? 0 }));
    return { ...page, rows };
  };
  return {
    staff: async (input, context) => withLoad(context, await staffStore(context).list(input)),
    async staffMember({ staffId }, context) {
      const found = await staffStore(context).list({ staffIds: [staffId], limit: 1 });
      const [person] = (await withLoad(context, found)).rows;
      if (!person) throw problems.staffNotFound();
      return person;
    },
  };
}
