/** The town: its founding, areas, units, staff, chain of responsibility and clock. */
import { areaProcedures } from "./area-contract.ts";
import { areaImportProcedures } from "./area-import-contract.ts";
import { boundaryProcedures } from "./boundary-contract.ts";
import { chainProcedures } from "./chain-contract.ts";
import { responsibilityProcedures } from "./responsibility-contract.ts";
import { staffProcedures } from "./staff-contract.ts";
import { townProcedures } from "./town-contract.ts";
import { unitProcedures } from "./unit-contract.ts";

export { Area, AreaKind, AreaRecordCount, AreaRecordKind } from "./area-contract.ts";
export { Shape } from "./boundary.ts";
export { Boundary } from "./boundary-contract.ts";
export { ChainLevel, LevelNumber } from "./chain-contract.ts";
export { problems } from "./problems.ts";
export { Answerer, Target, TargetGroup } from "./responsibility-contract.ts";
export { Staff, StaffKind } from "./staff-contract.ts";
export { TargetKind } from "./target-kind.ts";
export { FoundingPreview, Preset, TownSource } from "./town-contract.ts";
export { Unit, UnitKind } from "./unit-contract.ts";

export const organizationContract = {
  ...townProcedures,
  ...areaProcedures,
  ...areaImportProcedures,
  ...boundaryProcedures,
  ...unitProcedures,
  ...staffProcedures,
  ...chainProcedures,
  ...responsibilityProcedures,
};
