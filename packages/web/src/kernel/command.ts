/** Sending a command: its id is made once for the intent and kept until the answer is known. */
import type { ClientContext } from "@orpc/client";
import type { ProcedureUtils } from "@orpc/tanstack-query";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { v7 as newId } from "uuid";
import type { Keyed } from "./me.ts";
import { queriesTouchedBy } from "./modules.ts";
import { isRefusal, type ShownProblem, shown } from "./problem.ts";

/** A command's input without what {@link useCommand} adds. */
export type Asked<Input> = Omit<Input, "id" | "happenedAt">;

export interface Command<Input, Output> {
  /** Sends; resolves to the answer, or to `undefined` when there is a problem to show. */
  send(input: Asked<Input>): Promise<Output | undefined>;
  isBusy: boolean;
  problem: ShownProblem | undefined;
  /** What the last sending met with, for whoever sent and is gone from the page: to be told in passing. */
  refused(): ShownProblem | undefined;
  /** Forgets the problem. */
  clear(): void;
}

/**
 * ```tsx
 * const rename = useCommand(api.organization.editArea);
 * const done = await rename.send({ areaId, name });
 * <SendButton command={rename}>{m["organization.area.rename"]()}</SendButton>
 * ```
 * A retry after silence repeats the same id, so nothing is ever done twice. Once the server has
 * said yes or no, the next intent gets a new one.
 * @param intent what the command is about, where one component sends for several targets
 */
export function useCommand<Input extends { id: string }, Output, Failure>(
  procedure: ProcedureUtils<ClientContext, Input, Output, Failure> & Keyed,
  intent = "",
): Command<Input, Output> {
  const queries = useQueryClient();
  const pending = useRef<{ id: string; intent: string } | undefined>(undefined);
  const busy = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setShown] = useState<ShownProblem>();
  const last = useRef<ShownProblem>(undefined);
  const setProblem = useCallback((met: ShownProblem | undefined) => {
    last.current = met;
    setShown(met);
  }, []);

  const send = useCallback(
    async (input: Asked<Input>): Promise<Output | undefined> => {
      if (busy.current) return undefined;
      busy.current = true;
      setBusy(true);
      setProblem(undefined);
      if (pending.current?.intent !== intent) pending.current = { id: newId(), intent };
      try {
        // The generic input can't be seen to be whole again with its id.
        const whole = { ...input, id: pending.current.id } as unknown as Input;
        const output = await procedure.call(whole, { context: {} });
        pending.current = undefined;
        for (const key of queriesTouchedBy(procedure.key()[0][0])) {
          void queries.invalidateQueries({ queryKey: key });
        }
        return output;
      } catch (error) {
        if (isRefusal(error)) pending.current = undefined;
        setProblem(shown(error));
        return undefined;
      } finally {
        busy.current = false;
        setBusy(false);
      }
    },
    [procedure, queries, intent, setProblem],
  );
  const clear = useCallback(() => setProblem(undefined), [setProblem]);
  const refused = useCallback(() => last.current, []);
  return { send, isBusy, problem, refused, clear };
}
