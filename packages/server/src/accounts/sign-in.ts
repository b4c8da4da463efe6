/** Coming in and going out: sign-in, the first use of a code, the own password, sign-out. */
import { problems } from "@lianfang/core/accounts/contract.ts";
import { checkPassword } from "@lianfang/core/accounts/rules.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type {
  CommandContext,
  PublicCommandContext,
  PublicContext,
  QueryContext,
  Town,
} from "../kernel/context.ts";
import { endSession, endSessionsOf, openSession } from "../kernel/session/session.ts";
import { allTowns } from "../kernel/session/town.ts";
import {
  codeDigest,
  codeMatches,
  hashPassword,
  isCommonPassword,
  passwordMatches,
} from "./secrets.ts";
import { accountStore } from "./store.ts";
import { guess } from "./tries/tries.ts";

interface SignIn {
  townId?: string | undefined;
  userName: string;
  password: string;
}

export async function signIn(input: SignIn, context: PublicCommandContext) {
  const { townId } = await townFor(context, input.townId);
  const store = accountStore(context.db, townId);
  const account = await store.byName(input.userName);
  await guess(
    context,
    { target: [townId, input.userName], accountId: account?.account_id },
    () => passwordMatches(input.password, account?.password_hash),
    problems.wrongNameOrPassword,
  );
  if (!account) throw problems.wrongNameOrPassword();
  if (account.state === "suspended") throw problems.suspended();
  const accountId = account.account_id;
  // A repeat needs a session of its own: the first answer's cookie may never have arrived.
  await context.enter(townId, accountId, { repeatable: true });
  context.about({ kind: "account", ids: [accountId] });
  await comeIn(context, townId, accountId);
  return { accountId };
}

interface Activate {
  townId?: string | undefined;
  userName: string;
  code: string;
  password: string;
}

export async function activate(input: Activate, context: PublicCommandContext) {
  checkPassword(input.password, input.userName, isCommonPassword);
  const { townId } = await townFor(context, input.townId);
  const store = accountStore(context.db, townId);
  const account = await store.byName(input.userName);
  const accountId = account?.account_id ?? "";
  const digest = codeDigest(context.kernel.keys, accountId, input.code);
  const isOpen = account?.state !== "suspended" && (account?.code_expires_at ?? "") > context.now;
  let isUsedUp = false;
  await guess(
    context,
    { target: [townId, input.userName], accountId },
    async () => {
      if (codeMatches(digest, account?.code_hash) && isOpen) return true;
      isUsedUp = await passwordMatches(input.password, account?.password_hash);
      return isUsedUp;
    },
    problems.wrongCode,
  );
  await context.enter(townId, accountId);
  // Only a repeat of the first use may come with a code that is used up; it has been answered.
  if (isUsedUp) throw problems.wrongCode();
  context.about({ kind: "account", ids: [accountId] });
  await store.setPassword(accountId, await hashPassword(input.password));
  await endSessionsOf(context.db, { townId, accountId });
  await comeIn(context, townId, accountId);
  return { accountId };
}

export async function signOut(_input: unknown, context: CommandContext) {
  const { actor, db, session } = context;
  if (actor.is === "account") context.about({ kind: "account", ids: [actor.accountId] });
  if (session.token) await endSession(db, session.token);
  session.clear();
  return {};
}

export async function me(_input: unknown, { actor, town, now }: QueryContext) {
  if (actor.is !== "account") throw kernelProblems.notFound();
  const { accountId, userName, displayName, grants } = actor;
  const { townId, name, nameEn, timeZone, responseName, responseNameEn } = town;
  const { activatedOn, isDrill, clock } = town;
  return {
    accountId,
    userName,
    displayName,
    grants,
    town: {
      townId,
      name,
      nameEn,
      timeZone,
      responseName,
      responseNameEn,
      activatedOn,
      isDrill,
      clock,
    },
    now,
  };
}

export async function changePassword(
  { oldPassword, newPassword }: { oldPassword: string; newPassword: string },
  context: CommandContext,
) {
  const { actor, db, town, session } = context;
  if (actor.is !== "account") throw kernelProblems.notFound();
  const { accountId, userName } = actor;
  const store = accountStore(db, town.townId);
  const account = await store.get(accountId);
  await guess(
    context,
    { target: [town.townId, userName], accountId },
    () => passwordMatches(oldPassword, account.password_hash),
    problems.wrongPassword,
  );
  checkPassword(newPassword, userName, isCommonPassword);
  context.about({ kind: "account", ids: [accountId] });
  await store.setPassword(accountId, await hashPassword(newPassword));
  await endSessionsOf(db, { townId: town.townId, accountId }, session.token);
  return {};
}

/** Opens the session whose cookie goes out with the answer; the browser's earlier one ends. */
export async function comeIn(
  { db, now, session }: PublicContext,
  townId: string,
  accountId: string,
): Promise<void> {
  if (session.token) await endSession(db, session.token);
  await accountStore(db, townId).signedIn(accountId, now);
  session.set(await openSession(db, { townId, accountId }, now, session.proof));
}

/** The town meant; where there is only one, it need not be named. */
async function townFor({ db }: PublicContext, townId: string | undefined): Promise<Town> {
  const towns = await allTowns(db);
  const town = townId
    ? towns.find((candidate) => candidate.townId === townId)
    : towns.length === 1 && towns[0];
  if (!town) throw problems.townUnknown();
  return town;
}
