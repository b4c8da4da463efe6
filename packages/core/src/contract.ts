/** The whole API: every module's contract under the module's name. */
import { accountsContract } from "./accounts/contract.ts";
import { checkpointsContract } from "./checkpoints/contract.ts";
import { commandContract } from "./command/contract.ts";
import { directivesContract } from "./directives/contract.ts";
import { journalContract } from "./journal/contract.ts";
import { listsContract } from "./lists/contract.ts";
import { observationContract } from "./observation/contract.ts";
import { organizationContract } from "./organization/contract.ts";
import { policyContract } from "./policy/contract.ts";
import { registryContract } from "./registry/contract.ts";
import { roundsContract } from "./rounds/contract.ts";
import { screeningContract } from "./screening/contract.ts";
import { syncContract } from "./sync/contract.ts";

export const contract = {
  accounts: accountsContract,
  journal: journalContract,
  lists: listsContract,
  policy: policyContract,
  organization: organizationContract,
  registry: registryContract,
  screening: screeningContract,
  observation: observationContract,
  checkpoints: checkpointsContract,
  directives: directivesContract,
  rounds: roundsContract,
  command: commandContract,
  sync: syncContract,
};
export type Contract = typeof contract;
