/** Tokens: how another system is let in, to less than the account that made them. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { TokenGroup } from "../kernel/token-group.ts";
import { problems } from "./problems.ts";

/** An address, or a network as an address and the length of its prefix: `10.1.0.0/16`. */
export const AllowedAddress = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

export const TokenState = z.enum(["active", "ended", "revoked"]);
export type TokenState = z.infer<typeof TokenState>;

export const ApiToken = z.object({
  tokenId: Id,
  name: z.string(),
  purpose: z.string(),
  /** The system or office that has it. */
  holder: z.string(),
  groups: z.array(TokenGroup),
  /** Absent when it reaches whatever its account does. */
  areaIds: z.array(Id).optional(),
  addresses: z.array(z.string()),
  state: TokenState,
  /** Under whose roles it acts. */
  account: z.object({ accountId: Id, displayName: z.string() }),
  madeAt: Instant,
  /** It may be used until 24:00 of this day. */
  endsOn: Day,
  revokedAt: Instant.optional(),
  lastUsed: z.object({ at: Instant, from: z.string() }).optional(),
});
export type ApiToken = z.infer<typeof ApiToken>;

export const tokenInput = z.object({
  name: z.string().trim().min(1).max(40),
  purpose: z.string().trim().min(2).max(200),
  holder: z.string().trim().min(1).max(60),
  groups: z.array(TokenGroup).min(1),
  areaIds: z.array(Id).min(1).max(50).optional(),
  addresses: z.array(AllowedAddress).max(20).default([]),
  endsOn: Day,
});
export type TokenInput = z.infer<typeof tokenInput>;

const listInput = PageInput.extend({ state: TokenState.optional() });

export const tokenProcedures = {
  tokens: query("/accounts/tokens", {
    summary: "All tokens of the town, newest first; never the tokens themselves",
    access: onTown("director", "auditor"),
    input: listInput,
    output: pageOf(ApiToken),
  }),
  ownTokens: query("/accounts/me/tokens", {
    summary: "Tokens made by the own account, newest first",
    access: signedIn,
    input: listInput,
    output: pageOf(ApiToken),
  }),
  makeToken: command("POST", "/accounts/tokens", {
    summary: "Make a token, never wider than the own roles; it is shown this once",
    access: signedIn,
    journal: "accounts.token.made",
    shownOnce: ["token"],
    input: tokenInput,
    output: z.object({ tokenId: Id, token: z.string().nullable() }),
    problems: [
      problems.tokenTermTooLong,
      problems.tokenTermOver,
      problems.tokenGroupNotHeld,
      problems.tokenAreaNotHeld,
    ],
  }),
  revokeToken: command("POST", "/accounts/tokens/{tokenId}/revoke", {
    summary: "Revoke anybody's token; it is refused from the next call on",
    access: onTown("director"),
    journal: "accounts.token.revoked",
    input: z.object({ tokenId: Id }),
    output: z.object({}),
  }),
  revokeOwnToken: command("POST", "/accounts/me/tokens/{tokenId}/revoke", {
    summary: "Revoke a token of the own account; it is refused from the next call on",
    access: signedIn,
    journal: "accounts.token.revoked",
    input: z.object({ tokenId: Id }),
    output: z.object({}),
  }),
};
