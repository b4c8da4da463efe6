/** A resident as the screens have it. */
import { contract } from "@lianfang/core/contract.ts";
import type { api } from "../kernel/client.ts";
import { inputOf } from "../kernel/kit/form-state.ts";

/** What both forms hold: that of somebody new, and that of somebody put right. */
export const residentSchema = inputOf(contract.registry.createResident);

/** What the person's own page shows. */
export type Resident = Awaited<ReturnType<typeof api.registry.resident.call>>;
