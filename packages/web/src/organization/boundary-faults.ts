import type { ShapeFault } from "@lianfang/core/organization/boundary.ts";
import { m } from "@lianfang/messages/messages.js";

const texts: Readonly<Record<ShapeFault["reason"], (where: { at: string }) => string>> = {
  form: m["organization.boundary.fault.form"],
  open: m["organization.boundary.fault.open"],
  short: m["organization.boundary.fault.short"],
  outside: m["organization.boundary.fault.outside"],
  swapped: m["organization.boundary.fault.swapped"],
  crossing: m["organization.boundary.fault.crossing"],
  hole: m["organization.boundary.fault.hole"],
  overlap: m["organization.boundary.fault.overlap"],
  tooMany: m["organization.boundary.fault.tooMany"],
  tooWide: m["organization.boundary.fault.tooWide"],
};

/** What is wrong with a boundary, and where. */
export function faultText({ reason, at }: ShapeFault): string {
  return texts[reason]({ at: at ? at.join(", ") : "" });
}
