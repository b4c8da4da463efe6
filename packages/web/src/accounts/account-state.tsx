import type { Account } from "@lianfang/core/accounts/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";

export type AccountRow = z.infer<typeof Account>;
export type AccountState = AccountRow["state"];

export const accountStates: Record<AccountState, { tone: Tone; label: () => string }> = {
  invited: { tone: "blue", label: () => m["accounts.state.invited"]() },
  active: { tone: "green", label: () => m["accounts.state.active"]() },
  suspended: { tone: "red", label: () => m["accounts.state.suspended"]() },
};

export function AccountStateTag({ state }: { state: AccountState }) {
  return <StateTag tone={accountStates[state].tone}>{accountStates[state].label()}</StateTag>;
}
