/** Who is let in, and how far they reach. */
import { type Access, narrowed, reachOf } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Kernel, PublicContext, QueryContext } from "../context.ts";
import { readSession, type SignedIn } from "../session/session.ts";
import { townById } from "../session/town.ts";
import type { AdmitToken } from "./token-holder.ts";
import type { CallContext } from "./transport.ts";

export interface AdmissionParts {
  kernel: Kernel;
  admitToken: AdmitToken;
}

export function publicContext(kernel: Kernel, call: CallContext): PublicContext {
  const { locale, address, session } = call;
  return { kernel, db: kernel.db, now: kernel.clock.now(), locale, address, session };
}

/** What is called, as it is declared. */
interface Called {
  /** `<module>.<procedure>` */
  name: string;
  access: Access;
}

const nobodyCounted = (): void => {};

/**
 * Lets a caller in by the declared access.
 * @throws Problem `kernel.unauthenticated`, `kernel.forbidden`, and what is wrong with a token
 */
export async function admit(
  parts: AdmissionParts,
  called: Called,
  open: PublicContext,
  call: CallContext,
): Promise<QueryContext> {
  const { db } = parts.kernel;
  if (call.asSystem?.townId) {
    const town = await townById(db, call.asSystem.townId);
    if (!town) throw kernelProblems.notFound();
    const actor = { is: "system", why: call.asSystem.why } as const;
    return { ...open, town, actor, reach: { all: true }, readPeople: nobodyCounted };
  }
  if (call.bearer !== undefined) return admitBearer(parts, called, open, call.bearer);
  const token = open.session.token;
  const signedIn = token ? await readSession(db, token, open.now) : undefined;
  if (!signedIn) throw kernelProblems.unauthenticated();
  return admitted(called.access, open, signedIn);
}

/** A browser's session and a token are two callers: which one is meant must not be guessed. */
async function admitBearer(
  { admitToken }: AdmissionParts,
  { name, access }: Called,
  open: PublicContext,
  bearer: string,
): Promise<QueryContext> {
  if (open.session.token !== undefined) throw kernelProblems.tokenBesideSession();
  const { areas, token, ...holder } = await admitToken(open, bearer, name);
  // What is for the whole town is not for a part of it.
  if (areas && access.who === "held" && access.on === "town") throw kernelProblems.forbidden();
  const context = admitted(access, open, holder);
  return {
    ...context,
    actor: { ...context.actor, token },
    reach: areas ? narrowed(context.reach, areas) : context.reach,
  };
}

/** Somebody known, by a session or a token. */
type Known = Omit<SignedIn, "state">;
type OfAccount = QueryContext & { actor: { is: "account" } };

/**
 * What somebody known may do by the declared access.
 * @throws Problem `kernel.forbidden`
 */
export function admitted(access: Access, open: PublicContext, known: Known): OfAccount {
  const { town, grants, grantAreas, accountId, displayName, userName } = known;
  const reach = reachOf(access, grants, (grant) => grantAreas[grants.indexOf(grant)] ?? []);
  if (!reach) throw kernelProblems.forbidden();
  return {
    ...open,
    town,
    actor: { is: "account", accountId, displayName, userName, grants },
    reach,
    readPeople: nobodyCounted,
  };
}
