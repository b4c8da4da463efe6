/** Rounds: visits, patrols, disinfection and knocking on doors, as the rules of the day owe them. */
import { coverageProcedures } from "./coverage-contract.ts";
import { feedProcedures } from "./feed-contract.ts";
import { paperProcedures } from "./paper-contract.ts";
import { recordProcedures } from "./round-contract.ts";

export { OwedRound, RoundCoverage, RoundState } from "./coverage-contract.ts";
export { problems } from "./problems.ts";
export { type RecordChoice, RoundRecord } from "./round-contract.ts";

export const roundsContract = {
  ...coverageProcedures,
  ...recordProcedures,
  ...paperProcedures,
  ...feedProcedures,
};
