/** What modules above make of a town file at founding, and tell again when the town is written as one. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { FoundingPlan } from "@lianfang/core/organization/founding-plan.ts";
import type { TownFile } from "@lianfang/core/organization/town-file.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Db } from "../kernel/database/database.ts";

export interface FoundedTown {
  db: Db;
  townId: string;
  accountId: string;
  now: Instant;
  /** The id of a thing of the plan by its key there. */
  idOf(key: string): string;
}

export interface TownFilePart {
  /** In the founding's own transaction. */
  found(plan: FoundingPlan, town: FoundedTown): Promise<void>;
  tell(context: QueryContext): Promise<Partial<TownFile>>;
}
