/** Routes beside the router, for doors that are used more than all others: POST, JSON in and out. */
import type { CallContext } from "./transport.ts";

export interface PlainRoute {
  path: `/api/${string}`;
  /** @throws Problem as procedures do; it is answered in the same form */
  handle(body: unknown, call: CallContext): Promise<unknown>;
}
