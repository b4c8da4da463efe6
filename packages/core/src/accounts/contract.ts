/** Accounts: who may sign in, with which roles on which scopes. */
import { z } from "zod";
import { anybody, Grant, onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant, TimeOfDay } from "../kernel/time.ts";
import { problems } from "./problems.ts";
import { readingProcedures } from "./reading-contract.ts";
import { tokenProcedures } from "./token-contract.ts";

export const UserName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,31}$/u);
export const Password = z.string().min(8).max(128);
export const Locale = z.enum(["zh-CN", "en"]);

export { problems };

export const AccountState = z.enum(["invited", "active", "suspended"]);

export const Account = z.object({
  accountId: Id,
  userName: z.string(),
  displayName: z.string(),
  state: AccountState,
  grants: z.array(Grant),
  staffId: Id.optional(),
  createdAt: Instant,
  lastSignInAt: Instant.optional(),
});

/** What the signed-in person's screens need to know at once. */
export const Me = z.object({
  accountId: Id,
  userName: z.string(),
  displayName: z.string(),
  grants: z.array(Grant),
  town: z.object({
    townId: Id,
    name: z.string(),
    nameEn: z.string(),
    timeZone: z.string(),
    responseName: z.string(),
    responseNameEn: z.string(),
    /** The town's day on which the response was activated; its first day. */
    activatedOn: Day,
    isDrill: z.boolean(),
    clock: z.object({
      collectBy: TimeOfDay,
      meetAt: TimeOfDay,
      publishTasksAt: TimeOfDay,
      bulletinBy: TimeOfDay,
    }),
  }),
  /** The server's now: screens show the town's clock by it, not by the device's. */
  now: Instant,
});
export type Me = z.infer<typeof Me>;

export const accountsContract = {
  signIn: command("POST", "/accounts/sign-in", {
    summary: "Sign in with user name and password; sets the session cookie",
    access: anybody,
    journal: "accounts.session.opened",
    input: z.object({ townId: Id.optional(), userName: UserName, password: z.string().max(128) }),
    output: z.object({ accountId: Id }),
    problems: [problems.wrongNameOrPassword, problems.suspended, problems.townUnknown],
  }),
  activate: command("POST", "/accounts/activate", {
    summary: "Turn a single-use initial code into a password and sign in",
    access: anybody,
    journal: "accounts.account.activated",
    input: z.object({
      townId: Id.optional(),
      userName: UserName,
      code: z.string().trim().min(4).max(40),
      password: Password,
    }),
    output: z.object({ accountId: Id }),
    problems: [
      problems.wrongCode,
      problems.passwordTooCommon,
      problems.passwordHasUserName,
      problems.townUnknown,
    ],
  }),
  signOut: command("POST", "/accounts/sign-out", {
    summary: "End this session",
    access: signedIn,
    journal: "accounts.session.closed",
    input: z.object({}),
    output: z.object({}),
  }),
  me: query("/accounts/me", {
    summary: "The signed-in account, its roles, its town and the server's time",
    access: signedIn,
    input: z.object({}),
    output: Me,
  }),
  changePassword: command("POST", "/accounts/me/password", {
    summary: "Change the own password; ends the account's other sessions",
    access: signedIn,
    journal: "accounts.password.changed",
    input: z.object({ oldPassword: z.string().max(128), newPassword: Password }),
    output: z.object({}),
    problems: [problems.wrongPassword, problems.passwordTooCommon, problems.passwordHasUserName],
  }),
  list: query("/accounts", {
    summary: "All accounts of the town",
    access: onTown("director", "auditor"),
    input: PageInput.extend({
      search: z.string().trim().max(60).optional(),
      state: AccountState.optional(),
    }),
    output: pageOf(Account),
  }),
  create: command("POST", "/accounts", {
    summary: "Create an account with a single-use initial code",
    access: onTown("director"),
    journal: "accounts.account.created",
    shownOnce: ["code"],
    input: z.object({
      userName: UserName,
      displayName: z.string().trim().min(1).max(40),
      staffId: Id.optional(),
      grants: z.array(Grant).min(1).max(10),
    }),
    output: z.object({
      accountId: Id,
      code: z.string().nullable(),
      codeExpiresAt: Instant,
    }),
    problems: [problems.userNameTaken, problems.scopeUnknown, problems.roleNotOnScope],
  }),
  renewCode: command("POST", "/accounts/{accountId}/code", {
    summary: "Issue a new single-use code; the old password, sessions and tokens end",
    access: onTown("director"),
    journal: "accounts.code.renewed",
    shownOnce: ["code"],
    input: z.object({ accountId: Id }),
    output: z.object({ code: z.string().nullable(), codeExpiresAt: Instant }),
  }),
  setGrants: command("PUT", "/accounts/{accountId}/grants", {
    summary: "Replace an account's roles and scopes",
    access: onTown("director"),
    journal: "accounts.grants.set",
    input: z.object({ accountId: Id, grants: z.array(Grant).min(1).max(10) }),
    output: z.object({}),
    problems: [problems.scopeUnknown, problems.roleNotOnScope, problems.lastDirector],
  }),
  suspend: command("POST", "/accounts/{accountId}/suspend", {
    summary: "Suspend an account; its sessions and tokens end at once",
    access: onTown("director"),
    journal: "accounts.account.suspended",
    input: z.object({ accountId: Id }),
    output: z.object({}),
    problems: [problems.lastDirector],
  }),
  resume: command("POST", "/accounts/{accountId}/resume", {
    summary: "Lift a suspension",
    access: onTown("director"),
    journal: "accounts.account.resumed",
    input: z.object({ accountId: Id }),
    output: z.object({}),
  }),
  ...tokenProcedures,
  ...readingProcedures,
};
