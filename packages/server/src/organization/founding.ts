/** Founding: from nothing to a town with its director, once for each code. */
import { checkPassword } from "@lianfang/core/accounts/rules.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import { problems, type TownSource } from "@lianfang/core/organization/contract.ts";
import { type FoundingPlan, foundingPreview } from "@lianfang/core/organization/founding-plan.ts";
import { codeFrom, hashPassword, isCommonPassword, sameCode } from "../accounts/secrets.ts";
import { comeIn } from "../accounts/sign-in.ts";
import { accountStore } from "../accounts/store.ts";
import { guess } from "../accounts/tries/tries.ts";
import type { PublicCommandContext, PublicContext } from "../kernel/context.ts";
import type { Db } from "../kernel/database/database.ts";
import type { InstanceKeys } from "../kernel/vault/keys.ts";
import { policyStore } from "../policy/store.ts";
import { derivedId } from "./derived-id.ts";
import { planFrom, townTimeZone } from "./founding-plan.ts";
import { foundingStore } from "./founding-store.ts";
import { presetTowns } from "./presets.ts";
import type { TownFilePart } from "./town-file-part.ts";

/**
 * The one-time code with which the instance's next town is founded. It follows from the instance's
 * key, so it is the same until it is used; only who holds the data folder can know it.
 * @param townsBefore how many towns there are already
 */
export function foundingCode(keys: InstanceKeys, townsBefore = 0): string {
  return codeFrom(keys.master, `founding ${townsBefore}`);
}

/** The code to print while there is no town; undefined once there is one. */
export async function openFoundingCode(db: Db, keys: InstanceKeys): Promise<string | undefined> {
  return (await foundingStore(db).towns()) === 0 ? foundingCode(keys) : undefined;
}

/** The code for one more town on an instance that has some: for the operator alone. */
export async function nextFoundingCode(db: Db, keys: InstanceKeys): Promise<string> {
  return foundingCode(keys, await foundingStore(db).towns());
}

interface Founding {
  code: string;
  source: TownSource;
  responseName: string;
  responseNameEn?: string | undefined;
  activatedOn?: Day | undefined;
  director: { userName: string; displayName: string; password: string };
}

export const foundWith =
  (parts: readonly TownFilePart[]) => (input: Founding, context: PublicCommandContext) =>
    found(input, context, parts);

async function found(
  input: Founding,
  context: PublicCommandContext,
  parts: readonly TownFilePart[],
) {
  const { db, kernel, now, id: townId } = context;
  const { director } = input;
  checkPassword(director.password, director.userName, isCommonPassword);
  const towns = await demandCode(input.code, context);
  const accountId = derivedId(townId, "director");
  await context.enter(townId, accountId);
  const startsOn = input.activatedOn ?? townDay(now, townTimeZone);
  const plan = await planFrom(input.source, startsOn, kernel);
  if (!(await foundingStore(db).isStillNext(towns))) throw problems.alreadyFounded();
  context.about({
    kind: "town",
    ids: [townId],
    details: { from: input.source.from, fileId: plan.town.fileId, era: plan.town.era },
  });
  await writeTown(plan, input, context);
  await accountStore(db, townId).insert({
    accountId,
    userName: director.userName,
    displayName: director.displayName,
    grants: [{ role: "director", scopeKind: "town" }],
    passwordHash: await hashPassword(director.password),
    now,
  });
  const idOf = (key: string) => derivedId(townId, key);
  for (const part of parts) await part.found(plan, { db, townId, accountId, now, idOf });
  await comeIn(context, townId, accountId);
  return { townId, accountId };
}

/**
 * @returns how many towns there were when the code was valid; a code used before is let through
 * with its number, since the write may be the repeat of the one that used it
 * @throws Problem `organization.wrongFoundingCode`, `organization.alreadyFounded`, `kernel.tooMany`
 */
async function demandCode(code: string, context: PublicCommandContext): Promise<number> {
  const towns = await foundingStore(context.db).towns();
  const counts = Array.from({ length: towns + 1 }, (_, count) => count);
  const used = counts.filter((count) => sameCode(code, foundingCode(context.kernel.keys, count)));
  await guess(
    context,
    { target: ["founding"] },
    async () => used.length > 0,
    towns > 0 ? problems.alreadyFounded : problems.wrongFoundingCode,
  );
  return used[0] ?? towns;
}

async function writeTown(plan: FoundingPlan, input: Founding, context: PublicCommandContext) {
  const { db, kernel, now, id: townId } = context;
  const responseId = derivedId(townId, "response");
  await foundingStore(db).insert(plan, {
    townId,
    responseId,
    responseName: input.responseName,
    responseNameEn: input.responseNameEn || input.responseName,
    isDrill: kernel.demo !== undefined,
    timeZone: townTimeZone,
    now,
    idOf: (key) => derivedId(townId, key),
  });
  await kernel.vaults.make(db, townId, responseId, now);
  await policyStore({ db, town: { townId } }).insert(firstPolicy(plan, townId, now));
}

function firstPolicy({ policy }: FoundingPlan, townId: string, now: Instant) {
  return policy.map(({ effectiveFrom, title, rules }) => ({
    versionId: derivedId(townId, `policy ${effectiveFrom}`),
    effectiveFrom,
    title,
    rules,
    approvedAt: now,
  }));
}

export async function previewFounding({ source }: { source: TownSource }, context: PublicContext) {
  const today = townDay(context.now, townTimeZone);
  return foundingPreview(await planFrom(source, today, context.kernel));
}

export async function presets() {
  const listed = [...presetTowns().values()].map((file) => {
    const { id: presetId, name, nameEn, county, province, era, asOf, model } = file;
    return { presetId, name, nameEn, county, province, era, asOf, model };
  });
  return { presets: listed };
}
