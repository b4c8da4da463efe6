import { type accountsContract, problems } from "@lianfang/core/accounts/contract.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { type Handlers, publicly } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { createAccount, renewCode, resume, setGrants, suspend } from "./commands.ts";
import {
  readingAlarms,
  readingBudgets,
  seeReadingAlarm,
  setReadingBudgets,
} from "./reading/commands.ts";
import { forgetHours } from "./reading/store.ts";
import { activate, changePassword, me, signIn, signOut } from "./sign-in.ts";
import { accountStore } from "./store.ts";
import { makeToken, revokeOwnToken, revokeToken } from "./tokens/commands.ts";
import type { TokenGroups } from "./tokens/groups.ts";
import { tokenStore } from "./tokens/store.ts";
import { forgetTries } from "./tries/store.ts";
import { knownForMinutes } from "./tries/tries.ts";

export const accountsRoutes = (groups: TokenGroups): Handlers<typeof accountsContract> => ({
  signIn: publicly(signIn),
  activate: publicly(activate),
  signOut,
  me,
  changePassword,
  list: async (input, { db, town }) => accountStore(db, town.townId).list(input),
  create: createAccount,
  renewCode,
  setGrants,
  suspend,
  resume,
  tokens: async (input, { db, town, now }) => tokenStore(db, town.townId).list(input, now),
  ownTokens: async (input, { db, town, actor, now }) => {
    if (actor.is !== "account") throw kernelProblems.notFound();
    return tokenStore(db, town.townId).list({ ...input, accountId: actor.accountId }, now);
  },
  makeToken: makeToken(groups),
  revokeToken,
  revokeOwnToken,
  readingBudgets,
  setReadingBudgets,
  readingAlarms,
  seeReadingAlarm,
});

export const accountsParts: ModuleParts = {
  constraints: {
    account_user_name_key: problems.userNameTaken,
    account_staff: () => notOffered("staffId"),
    account_staff_key: () => notOffered("staffId"),
  },
  jobs: [
    {
      name: "accounts.forgetTries",
      cron: "20 3 * * *",
      run: ({ kernel }) => forgetTries(kernel.db, addMinutes(kernel.clock.now(), -knownForMinutes)),
    },
    {
      name: "accounts.forgetReading",
      cron: "25 3 * * *",
      run: ({ kernel }) =>
        forgetHours(kernel.db, addMinutes(kernel.clock.now(), -keptReadingMinutes)),
    },
  ],
};

const keptReadingMinutes = 90 * 24 * 60;

const notOffered = (path: string) =>
  kernelProblems.invalid({ fields: [{ path, code: "kernel.field.notOffered" }] });
