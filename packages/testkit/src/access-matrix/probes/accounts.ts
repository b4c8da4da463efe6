import { accountsContract } from "@lianfang/core/accounts/contract.ts";
import { hourOf } from "@lianfang/core/accounts/reading.ts";
import { readingStore } from "@lianfang/server/accounts/reading/store.ts";
import type { System } from "@lianfang/server/kernel/jobs/system.ts";
import { v7 as uuidv7 } from "uuid";
import { write } from "../../town.ts";
import { actorPassword } from "../actors.ts";
import { probesFor } from "../probe.ts";

interface Records {
  /** An account whose scope is the place; its code is still open. */
  accountId: string;
  userName: string;
  code: string;
  /** A token held to the place. */
  tokenId: string;
  alarmId: string;
}

export const probes = probesFor(accountsContract)<Records>({
  async prepare({ townId, areaId, name }, director, _before, system) {
    const userName = `worker-${name.toLowerCase()}`;
    const { accountId, code } = await director.accounts.create({
      ...write(),
      userName,
      displayName: `网格员${name}`,
      grants: [{ role: "grid-worker", scopeKind: "area", scopeId: areaId }],
    });
    const { tokenId } = await director.accounts.makeToken({
      ...write(),
      ...tokenFor(areaId),
      endsOn: "2020-03-01",
    });
    const alarmId = await alarmFor(townId, accountId, system);
    return { accountId, userName, code: code ?? "", tokenId, alarmId };
  },
  probes: {
    signIn: {
      kind: "plain",
      input: ({ townId, records }) => ({ townId, userName: records.userName, password: "no" }),
      ends: "accounts.wrongNameOrPassword",
    },
    activate: {
      kind: "plain",
      input: ({ townId, records: { userName, code } }) => ({
        townId,
        userName,
        code,
        password: "ein-neues-wort-5",
      }),
    },
    signOut: { kind: "plain", input: () => ({}) },
    me: { kind: "plain", input: () => ({}) },
    changePassword: {
      kind: "plain",
      input: () => ({ oldPassword: actorPassword, newPassword: "ein-neues-wort-5" }),
    },
    list: {
      kind: "list",
      input: { limit: 200 },
      shows: ({ rows }, { records }) => rows.some((row) => row.accountId === records.accountId),
    },
    create: {
      kind: "plain",
      input: () => ({
        userName: "new-one",
        displayName: "新人",
        grants: [{ role: "auditor", scopeKind: "town" }],
      }),
    },
    renewCode: { kind: "aimed", input: ({ records: { accountId } }) => ({ accountId }) },
    setGrants: {
      kind: "aimed",
      input: ({ records: { accountId }, areaId }) => ({
        accountId,
        grants: [{ role: "patrol", scopeKind: "area", scopeId: areaId }],
      }),
    },
    suspend: { kind: "aimed", input: ({ records: { accountId } }) => ({ accountId }) },
    resume: { kind: "aimed", input: ({ records: { accountId } }) => ({ accountId }) },
    tokens: {
      kind: "list",
      input: { limit: 200 },
      shows: ({ rows }, { records }) => rows.some(({ tokenId }) => tokenId === records.tokenId),
    },
    ownTokens: { kind: "plain", input: () => ({}) },
    // Most roles can't read registers: whoever is let in is told so, or that the area is not theirs.
    makeToken: {
      kind: "plain",
      input: ({ areaId }) => ({ ...tokenFor(areaId), endsOn: "2019-12-31" }),
      ends: "accounts.tokenTermOver",
    },
    revokeToken: { kind: "aimed", input: ({ records: { tokenId } }) => ({ tokenId }) },
    // Nobody's own: the director made it, and each director of the matrix is another.
    revokeOwnToken: {
      kind: "plain",
      input: ({ records: { tokenId } }) => ({ tokenId }),
      ends: "not found",
    },
    readingBudgets: { kind: "plain", input: () => ({}) },
    setReadingBudgets: {
      kind: "plain",
      input: () => ({ budgets: [{ reader: "token", peopleAnHour: 500 }] }),
    },
    readingAlarms: {
      kind: "list",
      input: { limit: 200 },
      shows: ({ rows }, { records }) => rows.some(({ alarmId }) => alarmId === records.alarmId),
    },
    seeReadingAlarm: { kind: "aimed", input: ({ records: { alarmId } }) => ({ alarmId }) },
  },
});

function tokenFor(areaId: string) {
  return {
    name: "县平台",
    purpose: "每日同步",
    holder: "县疾控中心",
    groups: ["registers.read" as const],
    areaIds: [areaId],
  };
}

async function alarmFor(townId: string, accountId: string, system: System): Promise<string> {
  const alarmId = uuidv7();
  const hour = hourOf(system.kernel.clock.now());
  const reader = { readerId: accountId, accountId, tokenId: undefined };
  await readingStore(system.kernel.db, townId).raise(alarmId, reader, {
    hour,
    budget: 10,
    at: hour,
  });
  return alarmId;
}
