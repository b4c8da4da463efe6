import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { loadStore } from "./load-store.ts";
import { staffStore } from "./staff-store.ts";
import { targetStore } from "./target-store.ts";
import type { TargetSources } from "./target-tables.ts";

type Routes = Handlers<typeof organizationContract>;

/** @param sources what people may answer for besides areas */
export const staffWith =
  (sources: TargetSources): Routes["staff"] =>
  async (input, context) => {
    const { rows, next } = await staffStore(context).list(input);
    const load = await loadStore(context, targetStore(context, sources).all()).counts(
      rows.map(({ staffId }) => staffId),
    );
    return {
      rows: rows.map((person) => ({ ...person, load: load.get(person.staffId) ?? 0 })),
      next,
    };
  };
