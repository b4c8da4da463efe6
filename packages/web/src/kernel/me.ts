/** Who is signed in, to which town, and what they may do. */
import type { Me } from "@lianfang/core/accounts/contract.ts";
import { contract } from "@lianfang/core/contract.ts";
import { type Access, type Grant, reachOf } from "@lianfang/core/kernel/access.ts";
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import { getContractRouter, isContractProcedure } from "@orpc/contract";
import { createContext, useContext } from "react";

export const MeContext = createContext<Me | undefined>(undefined);

/** The signed-in account and its town. Only below the desk's frame. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe outside the desk");
  return me;
}

export function useTown(): Me["town"] {
  return useMe().town;
}

/** Anything of the client that knows its path: a procedure, or a part of the router. */
export interface Keyed {
  key(): readonly [path: readonly string[], ...rest: readonly unknown[]];
}

/** What the contract declares of a procedure. */
export function metaOf(procedure: Keyed): ProcedureMeta {
  const found = getContractRouter(contract, procedure.key()[0]);
  if (!isContractProcedure(found)) throw new Error(`no procedure ${procedure.key()[0].join(".")}`);
  return found["~orpc"].meta;
}

/** Whether the holder of some grants may make a call at all, on whatever part of the town. */
export function allows(access: Access, grants: readonly Grant[]): boolean {
  if (access.who !== "held") return true;
  return reachOf(access, grants, () => []) !== undefined;
}

/** Whether the signed-in person may use a procedure: what to show, never what to permit. */
export function useMay(procedure: Keyed): boolean {
  return allows(metaOf(procedure).access, useMe().grants);
}
