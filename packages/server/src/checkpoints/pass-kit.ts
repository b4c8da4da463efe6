/** What a guard's device needs to check passes without a network. */
import { toBase45 } from "@lianfang/core/checkpoints/base45.ts";
import { nothingRevoked, type RevocationList } from "@lianfang/core/checkpoints/revocation.ts";
import type { QueryContext } from "../kernel/context.ts";
import { passKeyOf } from "./pass-crypto.ts";

export async function passKit({
  kernel,
  town,
}: QueryContext): Promise<{ passKeys: string[]; revocations: RevocationList }> {
  const { publicKey } = passKeyOf(kernel.keys, town.townId);
  return { passKeys: [toBase45(publicKey)], revocations: nothingRevoked };
}
