import type { RoundRecord } from "@lianfang/core/rounds/contract.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { pageOfTarget } from "./words.ts";

/** Whom or what it is about, with the way to its page. */
export function TargetName({ of }: { of: Pick<RoundRecord, "targetKind" | "targetId" | "name"> }) {
  const page = pageOfTarget(of);
  return page ? <AddressLink to={page}>{of.name}</AddressLink> : of.name;
}
