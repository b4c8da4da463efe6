import type { Access } from "@lianfang/core/kernel/access.ts";
import type { TokenGroup } from "@lianfang/core/kernel/token-group.ts";

/** What each group of a token covers, told by whoever knows all modules. */
export interface TokenGroups {
  /** @param procedure `<module>.<procedure>` */
  groupsOf(procedure: string): readonly TokenGroup[];
  accessesIn(group: TokenGroup): readonly Access[];
}
