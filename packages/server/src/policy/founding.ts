/** The rules a town is founded with. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import { type Era, startingPolicy } from "@lianfang/core/policy/presets/presets.ts";
import { fitted, type ObservationRules } from "@lianfang/core/policy/town-rules.ts";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../kernel/database/database.ts";
import { policyStore } from "./store.ts";

export interface FoundingPolicy {
  townId: string;
  era: Era;
  /** The model's own day, whose risk regions a later drill starts with. */
  asOf: Day;
  /** The first day of the response, from which the first version holds. */
  startsOn: Day;
  /** What the town's file says of people under observation. */
  observation?: ObservationRules | undefined;
  /** Readings a day; the era's usual windows when absent. */
  readingsPerDay?: number | undefined;
  now: Instant;
}

/** Writes the town's first versions, in the transaction that founds it. */
export async function writePresetVersions(db: Db, founding: FoundingPolicy): Promise<void> {
  const { townId, era, asOf, startsOn, now } = founding;
  const versions = startingPolicy(era, asOf, startsOn).map((version) => ({
    versionId: uuidv7(),
    effectiveFrom: version.effectiveFrom,
    title: version.title,
    rules: fitted(version.rules, founding),
    approvedAt: now,
  }));
  await policyStore({ db, town: { townId } }).insert(versions);
}
