/** Commands that may wait on a phone and be sent by their name later: those declared `offline`. */
import type { AnyContractProcedure } from "@orpc/contract";
import type { Command } from "./command.ts";

export interface OfflineCommand extends Command {
  procedure: AnyContractProcedure;
}

/** By name, `<module>.<procedure>`. */
export type OfflineCommands = Map<string, OfflineCommand>;
