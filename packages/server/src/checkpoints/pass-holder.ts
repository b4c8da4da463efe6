/** Whose card a pass is, opened. */
import type { Vault } from "../kernel/vault/vault.ts";
import type { CheckpointPassTable } from "./tables.ts";

/** @returns the identity number or the plate; undefined of a household */
export function holderOf(
  { identity, plate }: Pick<CheckpointPassTable, "identity" | "plate">,
  vault: Vault,
): string | undefined {
  if (identity) return vault.open("identity-number", identity);
  return plate ? vault.open("plate", plate) : undefined;
}
