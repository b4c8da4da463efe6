/** Directives: what reaches every unit at once, who has confirmed it, what came of it, who has finished. */
import { enteringProcedures } from "./entering-contract.ts";
import { issuingProcedures } from "./issuing-contract.ts";
import { receivingProcedures } from "./receiving-contract.ts";

export { problems } from "./problems.ts";

export const directivesContract = {
  ...issuingProcedures,
  ...enteringProcedures,
  ...receivingProcedures,
};
