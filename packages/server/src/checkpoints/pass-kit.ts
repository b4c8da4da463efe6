/** What a guard's device needs to check passes without a network. */
import { toBase45 } from "@lianfang/core/checkpoints/base45.ts";
import { type RevocationList, revocationList } from "@lianfang/core/checkpoints/revocation.ts";
import type { QueryContext } from "../kernel/context.ts";
import { passKeyOf } from "./pass-crypto.ts";
import { cancelledSerials } from "./pass-store.ts";

export async function passKit(
  context: QueryContext,
): Promise<{ passKeys: string[]; revocations: RevocationList }> {
  const { publicKey } = passKeyOf(context.kernel.keys, context.town.townId);
  const { last, serials } = await cancelledSerials(context);
  return { passKeys: [toBase45(publicKey)], revocations: revocationList(last, serials) };
}
