/** The module's tables, as migrations/0002_organization.sql, 0040_organization_tree.sql, 0091_staff_imports.sql and 0125_area_imports.sql make them. */

import type { Instant } from "@lianfang/core/kernel/time.ts";
import type {
  AreaKind,
  StaffKind,
  TargetKind,
  UnitKind,
} from "@lianfang/core/organization/contract.ts";
import type { Generated } from "kysely";
import type { z } from "zod";

export interface AreaTable {
  town_id: string;
  area_id: string;
  parent_id: string | null;
  kind: z.infer<typeof AreaKind>;
  name: string;
  name_en: string;
  is_numbered: Generated<boolean>;
  position: number;
  added_at: Instant;
}

export interface AreaFormerTable {
  town_id: string;
  area_id: string;
  parent_id: string;
  kind: z.infer<typeof AreaKind>;
  name: string;
  name_en: string;
  known_from: Instant;
  known_until: Instant;
  passed_to: string | null;
}

export interface AreaAsKnownView {
  town_id: string;
  area_id: string;
  parent_id: string | null;
  kind: z.infer<typeof AreaKind>;
  name: string;
  name_en: string;
  known_from: Instant;
  known_until: Instant | null;
}

export interface AreaBoundaryTable {
  town_id: string;
  area_id: string;
  shape: unknown;
  drawn_at: Instant;
}

export interface UnitTable {
  town_id: string;
  unit_id: string;
  parent_id: string | null;
  kind: z.infer<typeof UnitKind>;
  name: string;
  name_en: string;
  members_needed: number | null;
  position: number;
  formed_at: Instant;
}

export interface UnitFormerTable {
  town_id: string;
  unit_id: string;
  kind: z.infer<typeof UnitKind>;
  name: string;
  name_en: string;
  area_id: string | null;
  known_from: Instant;
  known_until: Instant;
}

export interface UnitAreaTable {
  town_id: string;
  unit_id: string;
  area_id: string;
}

export interface StaffTable {
  town_id: string;
  staff_id: string;
  name: string;
  kind: z.infer<typeof StaffKind>;
  phone: Buffer | null;
  unit_id: string | null;
  area_id: string | null;
  is_active: Generated<boolean>;
  added_at: Instant;
  withdrawn_at: Instant | null;
}

export interface StaffImportTable {
  town_id: string;
  import_id: string;
  staff_id: string;
  before: unknown;
  after: unknown;
}

export interface AreaImportTable {
  town_id: string;
  import_id: string;
  area_id: string;
  before: unknown;
  after: unknown;
}

export interface StaffServiceTable {
  town_id: string;
  staff_id: string;
  from_at: Instant;
  until_at: Instant | null;
  kind: z.infer<typeof StaffKind>;
}

export interface ChainLevelTable {
  town_id: string;
  level: number;
  label: string;
  label_en: string;
  position: number;
  removed_at: Instant | null;
}

export interface ResponsibilityTable {
  town_id: string;
  responsibility_id: string;
  target_kind: z.infer<typeof TargetKind>;
  target_id: string;
  area_id: string;
  level: number;
  staff_id: string;
  assigned_at: Instant;
  ended_at: Instant | null;
  assigned_in: string | null;
  ended_in: string | null;
}

declare module "../kernel/database/tables.ts" {
  interface TownTable {
    /** The county's code (GB/T 2260), where the names at founding pointed to exactly one. */
    division_code: string | null;
  }
  interface Tables {
    area: AreaTable;
    area_former: AreaFormerTable;
    area_as_known: AreaAsKnownView;
    area_boundary: AreaBoundaryTable;
    unit: UnitTable;
    unit_former: UnitFormerTable;
    unit_area: UnitAreaTable;
    staff: StaffTable;
    area_import: AreaImportTable;
    staff_import: StaffImportTable;
    staff_service: StaffServiceTable;
    chain_level: ChainLevelTable;
    responsibility: ResponsibilityTable;
  }
}
