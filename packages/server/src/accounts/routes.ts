import { type accountsContract, problems } from "@lianfang/core/accounts/contract.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { type Handlers, publicly } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { createAccount, renewCode, resume, setGrants, suspend } from "./commands.ts";
import { activate, changePassword, me, signIn, signOut } from "./sign-in.ts";
import { accountStore } from "./store.ts";
import { forgetTries } from "./tries/store.ts";
import { knownForMinutes } from "./tries/tries.ts";

export const accountsRoutes: Handlers<typeof accountsContract> = {
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
};

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
  ],
};

const notOffered = (path: string) =>
  kernelProblems.invalid({ fields: [{ path, code: "kernel.field.notOffered" }] });
