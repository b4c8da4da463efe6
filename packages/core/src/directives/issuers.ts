import { onTown } from "../kernel/access.ts";

/** Who tells units what to do, and enters for them what they say on the telephone. */
export const issuers = onTown("director", "office");
