import { accountsContract } from "@lianfang/core/accounts/contract.ts";
import { write } from "../../town.ts";
import { actorPassword } from "../actors.ts";
import { probesFor } from "../probe.ts";

interface Records {
  /** An account whose scope is the place; its code is still open. */
  accountId: string;
  userName: string;
  code: string;
}

export const probes = probesFor(accountsContract)<Records>({
  async prepare({ areaId, name }, director) {
    const userName = `worker-${name.toLowerCase()}`;
    const { accountId, code } = await director.accounts.create({
      ...write(),
      userName,
      displayName: `网格员${name}`,
      grants: [{ role: "grid-worker", scopeKind: "area", scopeId: areaId }],
    });
    return { accountId, userName, code: code ?? "" };
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
  },
});
