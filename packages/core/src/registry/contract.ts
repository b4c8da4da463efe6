/** Registers: households and residents, and the spreadsheets they come from. */

import { bulkProcedures } from "./bulk-contract.ts";
import { feedProcedures } from "./feed-contract.ts";
import { historyProcedures } from "./history-contract.ts";
import { householdProcedures } from "./household-contract.ts";
import { importProcedures } from "./import-procedures.ts";
import { premisesProcedures } from "./premises-contract.ts";
import { residentProcedures } from "./resident-contract.ts";
import { samePersonProcedures } from "./same-person-contract.ts";

export const registryContract = {
  ...householdProcedures,
  ...residentProcedures,
  ...premisesProcedures,
  ...bulkProcedures,
  ...importProcedures,
  ...historyProcedures,
  ...samePersonProcedures,
  ...feedProcedures,
};
