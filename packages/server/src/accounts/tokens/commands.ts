/** Making and revoking tokens. */
import { problems } from "@lianfang/core/accounts/problems.ts";
import type { TokenInput } from "@lianfang/core/accounts/token-contract.ts";
import { checkTokenTerm } from "@lianfang/core/accounts/token-rules.ts";
import { type Grant, reachOf } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { instantAt, townDay } from "@lianfang/core/kernel/time.ts";
import type { TokenGroup } from "@lianfang/core/kernel/token-group.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { hashOf } from "../../kernel/session/session.ts";
import { accountStore } from "../store.ts";
import type { TokenGroups } from "./groups.ts";
import { tokenStore } from "./store.ts";
import { newToken } from "./text.ts";

const storeOf = ({ db, town }: CommandContext) => tokenStore(db, town.townId);

export function makeToken(book: TokenGroups) {
  return async (input: TokenInput, context: CommandContext) => {
    const { actor } = context;
    if (actor.is !== "account") throw kernelProblems.notFound();
    return makeTokenFor(actor.accountId, input, context, book);
  };
}

/** @param accountId under whose roles the token acts */
export async function makeTokenFor(
  accountId: string,
  input: TokenInput,
  context: CommandContext,
  book: TokenGroups,
): Promise<{ tokenId: string; token: string }> {
  const { town, now, id: tokenId } = context;
  checkTokenTerm(input.endsOn, townDay(now, town.timeZone));
  const grants = await accountStore(context.db, town.townId).grantsOf(accountId);
  demandGroupsHeld(input.groups, grants, input.areaIds !== undefined, book);
  await demandAreasHeld(accountId, input.areaIds, context);
  const { groups, areaIds, endsOn } = input;
  context.about({
    kind: "token",
    ids: [tokenId],
    details: { accountId, groups, endsOn, ...(areaIds ? { areaIds } : {}) },
  });
  const token = newToken();
  await storeOf(context).insert({
    ...input,
    tokenId,
    hash: hashOf(token),
    accountId,
    madeAt: now,
    endsAt: instantAt(endsOn, "24:00", town.timeZone),
  });
  return { tokenId, token };
}

export async function revokeToken({ tokenId }: { tokenId: string }, context: CommandContext) {
  return revoke(tokenId, undefined, context);
}

export async function revokeOwnToken({ tokenId }: { tokenId: string }, context: CommandContext) {
  if (context.actor.is !== "account") throw kernelProblems.notFound();
  return revoke(tokenId, context.actor.accountId, context);
}

async function revoke(tokenId: string, ownerId: string | undefined, context: CommandContext) {
  if (!(await storeOf(context).exists(tokenId, ownerId))) throw kernelProblems.notFound();
  context.about({ kind: "token", ids: [tokenId] });
  const by = context.actor.is === "account" ? context.actor.accountId : undefined;
  await storeOf(context).revoke(tokenId, by, context.now);
  return {};
}

/** A group of which the roles allow nothing but looking at the areas would promise too much. */
function demandGroupsHeld(
  groups: readonly TokenGroup[],
  grants: readonly Grant[],
  isHeldToAreas: boolean,
  { accessesIn }: TokenGroups,
): void {
  const isUsable = (group: TokenGroup) =>
    accessesIn(group).some((access) => {
      if (access.who !== "held" || (isHeldToAreas && access.on === "town")) return false;
      return reachOf(access, grants, () => []) !== undefined;
    });
  const beyond = groups.filter((group) => !isUsable(group));
  if (beyond.length > 0) throw problems.tokenGroupNotHeld({ groups: beyond });
}

async function demandAreasHeld(
  accountId: string,
  areaIds: readonly string[] | undefined,
  context: CommandContext,
): Promise<void> {
  if (!areaIds) return;
  const held = await storeOf(context).areasHeld(accountId);
  const isHeld = held
    ? areaIds.every((id) => held.has(id))
    : await storeOf(context).allAreasExist(areaIds);
  if (!isHeld) throw problems.tokenAreaNotHeld();
}
