import type { Instant } from "../../kernel/time.ts";
import type { Meta, OutboxRecord, RecordState } from "./world.ts";

/** How the phone stands, for people. */
export interface Standing {
  waiting: number;
  refused: number;
  conflicts: number;
  /** Sent, and kept until they are in a backup. */
  acknowledged: number;
  quarantined: number;
  /** By this phone's clock. */
  lastContactAt: Instant | undefined;
  /** This phone's clock minus the server's. */
  skewMs: number;
  mustUpdate: boolean;
}

export function standingOf(
  records: readonly Pick<OutboxRecord, "state">[],
  meta: Pick<Meta, "quarantined" | "lastContactAt" | "skewMs" | "mustUpdate">,
): Standing {
  const count = (state: RecordState) => records.filter((each) => each.state === state).length;
  return {
    waiting: count("waiting"),
    refused: count("refused"),
    conflicts: count("conflict"),
    acknowledged: count("acknowledged"),
    quarantined: meta.quarantined ?? 0,
    lastContactAt: meta.lastContactAt,
    skewMs: meta.skewMs ?? 0,
    mustUpdate: meta.mustUpdate ?? false,
  };
}
