/** Who is signed in: the gate before the desk, and the way out. */
import type { Me } from "@lianfang/core/accounts/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useRef } from "react";
import { v7 as newId } from "uuid";
import { api, client } from "./client.ts";
import { setTownClock } from "./clock.ts";
import { Lines } from "./kit/loading.tsx";
import { Trouble } from "./kit/problem-note.tsx";
import { tell } from "./kit/tell.tsx";
import { MeContext } from "./me.ts";
import { isProblem, isRefusal } from "./problem.ts";
import { sessionClosed, sessionOpened } from "./session-state.ts";

interface GateProps {
  /** Shown in the place of the desk while nobody is signed in. */
  signIn: ReactNode;
  children: ReactNode;
}

function useWhoAmI() {
  return useQuery(api.accounts.me.queryOptions({ input: {}, staleTime: 5 * 60_000 }));
}

/** Lets nobody in who isn't signed in; keeps the address for afterwards. */
export function SessionGate({ signIn, children }: GateProps) {
  const queries = useQueryClient();
  const answer = useWhoAmI();
  const me = answer.data;
  const last = useRef<Me>(undefined);
  if (me && me !== last.current) {
    last.current = me;
    setTownClock(me.now);
  }
  useEffect(() => {
    if (me) sessionOpened();
  }, [me]);
  if (me) return <MeContext value={me}>{children}</MeContext>;
  if (isProblem(answer.error, "kernel.unauthenticated")) return signIn;
  if (answer.error) {
    const retry = () => void queries.invalidateQueries();
    return <Trouble error={answer.error} onRetry={retry} />;
  }
  return (
    <div className="lf-gate-wait">
      <Lines count={4} />
    </div>
  );
}

/** Ends the session and forgets everything this page has read. */
export function useSignOut(): () => Promise<void> {
  return useCallback(async () => {
    try {
      await client.accounts.signOut({ id: newId() });
    } catch (error) {
      if (!isRefusal(error)) {
        // Without the server the session would live on behind a page that looks signed out.
        tell(m["web.signOut.failed"]());
        return;
      }
    }
    sessionClosed();
    window.location.assign("/");
  }, []);
}

/** Goes into the desk after a sign-in: whatever was asked before is asked again. */
export function useEnter(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.resetQueries(), [queries]);
}
