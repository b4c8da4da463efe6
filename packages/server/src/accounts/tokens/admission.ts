/** Who comes with a token, and whether it is let in at all. */
import { BlockList, isIP } from "node:net";
import { Grant } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import type { PublicContext } from "../../kernel/context.ts";
import type { AdmitToken, TokenHolder } from "../../kernel/endpoint/token-holder.ts";
import { hashOf } from "../../kernel/session/session.ts";
import { type Town, townById } from "../../kernel/session/town.ts";
import { wrongHere } from "../tries/tries.ts";
import type { TokenGroups } from "./groups.ts";
import { noteUse, tokenByHash } from "./store.ts";
import { isWellFormed } from "./text.ts";

/**
 * Lets tokens in. Whatever is wrong with one is said only to who has it; wrong tokens are counted at
 * the place they come from, and a right one is never held up by them.
 *
 * It throws the Problems `kernel.tokenMistyped`, `kernel.tokenUnknown`, `kernel.tokenEnded`,
 * `kernel.tokenElsewhere`, `kernel.tokenNotGranted` and `kernel.tooMany`.
 */
export function tokenAdmission({ groupsOf }: TokenGroups): AdmitToken {
  return async (context, bearer, procedure) => {
    const token = await tokenFor(context, bearer);
    const { address } = context;
    if (!isAllowedFrom(token.addresses, address)) throw kernelProblems.tokenElsewhere();
    await tellUse(context, token);
    if (!groupsOf(procedure).some((group) => token.groups.includes(group))) {
      throw kernelProblems.tokenNotGranted();
    }
    return holderOf(token);
  };
}

type TokenRow = NonNullable<Awaited<ReturnType<typeof tokenByHash>>>;
type Standing = TokenRow & { town: Town };

async function tokenFor(context: PublicContext, bearer: string): Promise<Standing> {
  if (!isWellFormed(bearer)) {
    await wrongHere(context, "token");
    throw kernelProblems.tokenMistyped();
  }
  const { db, now } = context;
  const token = await tokenByHash(db, hashOf(bearer));
  if (!token) {
    await wrongHere(context, "token");
    throw kernelProblems.tokenUnknown();
  }
  const isGood = token.revoked_at === null && token.ends_at > now && token.state === "active";
  const town = isGood ? await townById(db, token.town_id) : undefined;
  if (!town) throw kernelProblems.tokenEnded();
  return { ...token, town };
}

/** When and from where it is used: noted once a minute, and at once from somewhere else. */
async function tellUse({ db, now, address }: PublicContext, token: TokenRow): Promise<void> {
  const isNews =
    token.last_used_from !== address || (token.last_used_at ?? "") < addMinutes(now, -1);
  if (!isNews) return;
  await noteUse(db, { townId: token.town_id, tokenId: token.token_id }, address, now);
}

function holderOf({ town, ...token }: Standing): TokenHolder {
  const held = token.grants ?? [];
  return {
    town,
    accountId: token.account_id,
    userName: token.user_name,
    displayName: token.display_name,
    grants: held.map(({ areas: _, ...grant }) => Grant.parse(grant)),
    grantAreas: held.map(({ areas }) => areas ?? []),
    token: { tokenId: token.token_id, name: token.name },
    areas: token.areas ?? undefined,
  };
}

/** @param allowed addresses and networks; none means from anywhere */
export function isAllowedFrom(allowed: readonly string[], address: string): boolean {
  if (allowed.length === 0) return true;
  const list = new BlockList();
  for (const entry of allowed) {
    const [network = "", prefix] = entry.split("/");
    const family = isIP(network) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(prefix), family);
  }
  // A socket that takes both kinds tells of old addresses in the form of new ones.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 6 ? "ipv6" : "ipv4");
}
