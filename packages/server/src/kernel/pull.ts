/** What a module lets phones hold, so that they work without a network. */
import type { Access } from "@lianfang/core/kernel/access.ts";
import type { PulledRecord } from "@lianfang/core/kernel/pulled.ts";
import type { QueryContext } from "./context.ts";

export interface Pullable {
  /** `<module>.<what>` */
  name: string;
  /** Of the content's form; a phone that knows another one is told to update. */
  version: number;
  /** Who may hold it; the reach `read` is given follows from it. */
  access: Access;
  /** A phone holds no more than so many. */
  most: number;
  /** Without contact for so long a phone deletes it; 72 at most. */
  keepHours: number;
  /**
   * The records within the context's reach after a key, in the order of their keys, at most `limit`.
   * Keys are ASCII of at most 80 characters and compared as text; an id will do.
   */
  read(context: QueryContext, after: string, limit: number): Promise<PulledRecord[]>;
}
