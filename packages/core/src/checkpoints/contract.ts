/** Checkpoints (卡口): who stands where, who crosses, by which pass. */
import { checkpointProcedures } from "./checkpoint-contract.ts";
import { crossingProcedures } from "./crossing-contract.ts";

import { passProcedures } from "./pass-contract.ts";
import { planProcedures } from "./plan-contract.ts";
import { resultProcedures } from "./result-contract.ts";

export { problems } from "./problems.ts";

export const checkpointsContract = {
  ...checkpointProcedures,
  ...crossingProcedures,
  ...passProcedures,
  ...planProcedures,
  ...resultProcedures,
};
