/** The tree of units. Pure. */
import type { Unit } from "./contract.ts";
import { problems } from "./problems.ts";

type Placed = Pick<Unit, "unitId" | "parentId">;

/**
 * Whether a unit may be part of another.
 * @throws Problem `organization.unitNotFound`; `unitMisplaced` when it would be part of itself
 */
export function checkUnitPlace(units: readonly Placed[], unitId: string, parentId: string): void {
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  if (!byId.has(parentId)) throw problems.unitNotFound();
  let above: string | undefined = parentId;
  // No longer than there are units, whatever the tree looks like.
  for (let step = 0; above !== undefined && step <= units.length; step += 1) {
    if (above === unitId) throw problems.unitMisplaced();
    above = byId.get(above)?.parentId;
  }
}
