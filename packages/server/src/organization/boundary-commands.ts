import { checkShape, type ShapeFault } from "@lianfang/core/organization/boundary.ts";
import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import { problems } from "@lianfang/core/organization/problems.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { areaStore } from "./area-store.ts";
import { boundaryStore } from "./boundary-store.ts";

type Routes = Handlers<typeof organizationContract>;

export const setBoundaries: Routes["setBoundaries"] = async ({ boundaries }, context) => {
  const given = new Map(boundaries.map(({ areaId, shape }) => [areaId, shape]));
  const areas = new Map((await areaStore(context).all()).map((area) => [area.areaId, area]));
  const drawn = [...given].flatMap(([areaId, shape]) => {
    const area = areas.get(areaId);
    if (!area) throw problems.areaNotFound();
    if (!shape) return [];
    const checked = checkShape(shape);
    if (checked.ok) return [{ areaId, shape: checked.shape }];
    const { fault } = checked;
    throw problems.boundaryInvalid({
      ...{ areaId, name: area.name, ...fault },
      text: faultTexts[fault.reason]({ at: pointText(fault) }, { locale: context.locale }),
    });
  });
  const areaIds = [...given.keys()];
  const [only] = areaIds;
  context.about({
    kind: "area",
    ids: areaIds,
    areaId: areaIds.length === 1 ? only : undefined,
    details: { drawn: drawn.length, takenAway: given.size - drawn.length },
  });
  const store = boundaryStore(context);
  await store.remove(areaIds);
  await store.set(drawn);
  return {};
};

type Said = (where: { at: string }, options: { locale: Locale }) => string;

const faultTexts: Readonly<Record<ShapeFault["reason"], Said>> = {
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

function pointText({ at }: ShapeFault): string {
  return at ? at.join(", ") : "";
}
