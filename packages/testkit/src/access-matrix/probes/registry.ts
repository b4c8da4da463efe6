import { registryContract } from "@lianfang/core/registry/contract.ts";
import { probesFor } from "../probe.ts";
import { changes } from "./registry/changes.ts";
import { imports } from "./registry/imports.ts";
import { people } from "./registry/people.ts";
import { premises } from "./registry/premises.ts";
import { prepare, type Records } from "./registry/records.ts";

export const probes = probesFor(registryContract)<Records>({
  prepare,
  probes: { ...people, ...premises, ...imports, ...changes },
});
