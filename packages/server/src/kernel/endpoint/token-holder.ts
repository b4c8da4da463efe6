import type { PublicContext } from "../context.ts";
import type { SignedIn } from "../session/session.ts";

/** Who comes with a token: the account it acts under, held to the token's areas. */
export interface TokenHolder extends Omit<SignedIn, "state"> {
  token: { tokenId: string; name: string };
  /** The areas the token is held to, subtrees included; undefined where it is not. */
  areas: readonly string[] | undefined;
}

/** Lets a token in for a procedure, or throws; the module of accounts knows how. */
export type AdmitToken = (
  context: PublicContext,
  bearer: string,
  procedure: string,
) => Promise<TokenHolder>;
