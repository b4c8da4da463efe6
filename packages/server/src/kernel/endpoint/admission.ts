/** Who is let in, and how far they reach. */
import { type Access, reachOf } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Kernel, PublicContext, QueryContext } from "../context.ts";
import { readSession, type SignedIn } from "../session/session.ts";
import { townById } from "../session/town.ts";
import type { CallContext } from "./transport.ts";

export function publicContext(kernel: Kernel, call: CallContext): PublicContext {
  const { locale, address, session } = call;
  return { kernel, db: kernel.db, now: kernel.clock.now(), locale, address, session };
}

/**
 * Lets a caller in by the declared access.
 * @throws Problem `kernel.unauthenticated`, `kernel.forbidden`
 */
export async function admit(
  kernel: Kernel,
  access: Access,
  open: PublicContext,
  call: CallContext,
): Promise<QueryContext> {
  if (call.asSystem?.townId) {
    const town = await townById(kernel.db, call.asSystem.townId);
    if (!town) throw kernelProblems.notFound();
    return { ...open, town, actor: { is: "system", why: call.asSystem.why }, reach: { all: true } };
  }
  const token = open.session.token;
  const signedIn = token ? await readSession(kernel.db, token, open.now) : undefined;
  if (!signedIn) throw kernelProblems.unauthenticated();
  return admitted(access, open, signedIn);
}

/**
 * What somebody known may do by the declared access.
 * @throws Problem `kernel.forbidden`
 */
export function admitted(access: Access, open: PublicContext, signedIn: SignedIn): QueryContext {
  const { town, grants, grantAreas, accountId, displayName, userName } = signedIn;
  const reach = reachOf(access, grants, (grant) => grantAreas[grants.indexOf(grant)] ?? []);
  if (!reach) throw kernelProblems.forbidden();
  return {
    ...open,
    town,
    actor: { is: "account", accountId, displayName, userName, grants },
    reach,
  };
}
