import type { Locale, SessionCookie } from "../context.ts";

/**
 * What a transport hands to the endpoint for one call. Over HTTP the caller is known by the
 * session's cookie or by a token, never by both; `asSystem` is for the operator's command line and for background work,
 * and says why it goes around accounts.
 */
export interface CallContext {
  locale: Locale;
  address: string;
  session: SessionCookie;
  /** The token of `Authorization: Bearer`, whole or not. */
  bearer?: string | undefined;
  /** Sets a header of the answer, where the transport has any. */
  header?: (name: string, value: string) => void;
  asSystem?: { townId: string | undefined; why: string };
}
