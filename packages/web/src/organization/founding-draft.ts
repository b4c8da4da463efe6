/** What the founding wizard has gathered so far. */
import type { TownSource } from "@lianfang/core/organization/contract.ts";

export interface FoundingDraft {
  code?: string | undefined;
  /** How the town is chosen, and what was chosen. */
  source?: TownSource | undefined;
  /** The name of the file uploaded. */
  fileName?: string | undefined;
  responseName?: string | undefined;
  responseNameEn?: string | undefined;
  activatedOn?: string | undefined;
  userName?: string | undefined;
  displayName?: string | undefined;
  password?: string | undefined;
}

/** A form that sends nothing: its values go into the wizard. */
export const nothingToSend = { isBusy: false, problem: undefined };
