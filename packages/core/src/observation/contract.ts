/** Observation: orders that restrict a person, readings, alerts, release. */
import { alertProcedures } from "./alert-contract.ts";
import { orderProcedures } from "./order-contract.ts";
import { readingProcedures } from "./reading-contract.ts";

export { Alert, AlertKind } from "./alert-contract.ts";
export { ChangedOrder, Order, OrderRow, ReleaseCheck } from "./order-contract.ts";
export {
  AppealContact,
  Basis,
  ChainPerson,
  OrderState,
  OrderTerms,
  RestrictiveMeasure,
} from "./order-terms.ts";
export { problems } from "./problems.ts";
export { observers, Reading, ReadingWindow, WindowState } from "./reading-contract.ts";

export const observationContract = {
  ...orderProcedures,
  ...readingProcedures,
  ...alertProcedures,
};
