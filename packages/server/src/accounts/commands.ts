/** What the director does with accounts. */
import { problems } from "@lianfang/core/accounts/contract.ts";
import { checkGrants, codeHours, holdsDirector } from "@lianfang/core/accounts/rules.ts";
import type { Grant } from "@lianfang/core/kernel/access.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import type { CommandContext } from "../kernel/context.ts";
import { endSessionsOf } from "../kernel/session/session.ts";
import { codeDigest, newCode } from "./secrets.ts";
import { accountStore } from "./store.ts";
import { tokenStore } from "./tokens/store.ts";

const storeOf = ({ db, town }: CommandContext) => accountStore(db, town.townId);

interface Create {
  userName: string;
  displayName: string;
  staffId?: string | undefined;
  grants: Grant[];
}

export async function createAccount(input: Create, context: CommandContext) {
  const { userName, displayName, staffId, grants } = input;
  const accountId = context.id;
  await demandGrants(grants, context);
  const { code, digest, expiresAt } = codeFor(accountId, context);
  context.about({ kind: "account", ids: [accountId], details: { grants } });
  await storeOf(context).insert({
    accountId,
    userName,
    displayName,
    staffId,
    grants,
    now: context.now,
    code: { digest, expiresAt },
  });
  return { accountId, code, codeExpiresAt: expiresAt };
}

export async function renewCode({ accountId }: { accountId: string }, context: CommandContext) {
  await storeOf(context).get(accountId);
  const { code, digest, expiresAt } = codeFor(accountId, context);
  context.about({ kind: "account", ids: [accountId] });
  await storeOf(context).setCode(accountId, { digest, expiresAt });
  await endAccess(accountId, context);
  return { code, codeExpiresAt: expiresAt };
}

interface SetGrants {
  accountId: string;
  grants: Grant[];
}

export async function setGrants({ accountId, grants }: SetGrants, context: CommandContext) {
  await storeOf(context).get(accountId);
  await demandGrants(grants, context);
  if (!holdsDirector(grants)) await demandAnotherDirector(accountId, context);
  context.about({ kind: "account", ids: [accountId], details: { grants } });
  await storeOf(context).setGrants(accountId, grants);
  return {};
}

export async function suspend({ accountId }: { accountId: string }, context: CommandContext) {
  await storeOf(context).get(accountId);
  await demandAnotherDirector(accountId, context);
  context.about({ kind: "account", ids: [accountId] });
  await storeOf(context).setState(accountId, "suspended");
  await endAccess(accountId, context);
  return {};
}

export async function resume({ accountId }: { accountId: string }, context: CommandContext) {
  const account = await storeOf(context).get(accountId);
  context.about({ kind: "account", ids: [accountId] });
  await storeOf(context).setState(accountId, account.password_hash ? "active" : "invited");
  return {};
}

function codeFor(accountId: string, { kernel, now }: CommandContext) {
  const code = newCode();
  const digest = codeDigest(kernel.keys, accountId, code);
  return { code, digest, expiresAt: addMinutes(now, codeHours * 60) };
}

async function demandGrants(grants: Grant[], context: CommandContext): Promise<void> {
  checkGrants(grants);
  if (!(await storeOf(context).allScopesExist(grants))) throw problems.scopeUnknown();
}

/** A town is never left without somebody who directs it. */
async function demandAnotherDirector(accountId: string, context: CommandContext): Promise<void> {
  const hasOther = await storeOf(context).hasOtherDirector(accountId);
  if (!hasOther && holdsDirector(await storeOf(context).grantsOf(accountId))) {
    throw problems.lastDirector();
  }
}

/** Its sessions and its tokens: whoever had the account to themselves may have made some. */
async function endAccess(accountId: string, context: CommandContext): Promise<void> {
  const { db, town, actor, now } = context;
  await endSessionsOf(db, { townId: town.townId, accountId });
  const by = actor.is === "account" ? actor.accountId : undefined;
  await tokenStore(db, town.townId).revokeAllOf(accountId, by, now);
}
