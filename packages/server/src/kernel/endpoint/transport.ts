import type { Locale, SessionCookie } from "../context.ts";

/**
 * What a transport hands to the endpoint for one call. Over HTTP the caller is known by the
 * session's token alone; `asSystem` is for the operator's command line and for background work,
 * and says why it goes around accounts.
 */
export interface CallContext {
  locale: Locale;
  address: string;
  session: SessionCookie;
  asSystem?: { townId: string | undefined; why: string };
}
