import { organizationContract } from "@lianfang/core/organization/contract.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
  staffId: string;
  otherStaffId: string;
  /** A unit that covers the place. */
  unitId: string;
  /** A unit nobody is in. */
  spareUnitId: string;
  /** A grid in the place's village, with nothing in it. */
  spareAreaId: string;
  responsibilityId: string;
  /** The write that put it there. */
  assignmentId: string;
}

const newUnit = { kind: "patrol" as const, name: "新队" };

const areaList = new File(["村,网格\n柳林村,新网格"], "名单.csv", { type: "text/csv" });

const staffList = new File(["姓名,身份\n新人,村干部"], "名册.csv", { type: "text/csv" });

export const probes = probesFor(organizationContract)<Records>({
  async prepare({ areaId, villageId, name }, { organization }) {
    const { staffId } = await organization.addStaff({
      ...write(),
      name: `干部${name}`,
      kind: "village-cadre",
      phone: "0817-0000000",
      areaId,
    });
    const corners = [
      [105, 30],
      [105.01, 30],
      [105, 30.01],
      [105, 30],
    ];
    const shape = { type: "Polygon", coordinates: [corners] };
    await organization.setBoundaries({ ...write(), boundaries: [{ areaId, shape }] });
    const { staffId: otherStaffId } = await organization.addStaff({
      ...write(),
      name: `接手${name}`,
      kind: "village-cadre",
      areaId,
    });
    const { areaId: spareAreaId } = await organization.addArea({
      ...write(),
      parentId: villageId,
      kind: "grid",
      name: `空网格${name}`,
    });
    const { unitId: spareUnitId } = await organization.addUnit({ ...write(), ...newUnit });
    const assignment = write();
    await organization.assign({
      ...assignment,
      targetKind: "area",
      targetIds: [areaId],
      level: 1,
      staffId,
    });
    const { targets } = await organization.responsibility({ targetKind: "area", targetId: areaId });
    const { units } = await organization.units({});
    return {
      staffId,
      otherStaffId,
      spareAreaId,
      spareUnitId,
      assignmentId: assignment.id,
      unitId: units.find(({ areaIds }) => areaIds.includes(areaId))?.unitId ?? "",
      responsibilityId: targets[0]?.answerers[0]?.responsibilityId ?? "",
    };
  },
  probes: {
    welcome: { kind: "plain", input: () => ({}) },
    presets: { kind: "plain", input: () => ({}) },
    previewFounding: {
      kind: "plain",
      input: () => ({ source: { from: "preset", presetId: "shanwang" } }),
    },
    found: {
      kind: "plain",
      input: () => ({
        code: "2222-2222-2222",
        source: { from: "blank", name: "第三镇" },
        responseName: "响应",
        director: { userName: "third", displayName: "第三", password: "ein-neues-wort-5" },
      }),
      ends: "organization.alreadyFounded",
    },
    townFile: { kind: "plain", input: () => ({}) },
    editTown: { kind: "plain", input: () => ({ name: "新名镇" }) },
    areas: {
      kind: "list",
      input: {},
      shows: ({ areas }, place) => areas.some(({ areaId }) => areaId === place.areaId),
    },
    addArea: {
      kind: "aimed",
      input: ({ villageId }) => ({ parentId: villageId, kind: "grid", name: "新网格" }),
    },
    editArea: { kind: "aimed", input: ({ areaId }) => ({ areaId, name: "改名村" }) },
    removeArea: { kind: "aimed", input: ({ records }) => ({ areaId: records.spareAreaId }) },
    previewMerge: {
      kind: "aimed",
      input: ({ villageId, records }) => ({ areaId: records.spareAreaId, intoId: villageId }),
    },
    mergeAreas: {
      kind: "aimed",
      input: ({ villageId, records }) => ({ areaId: records.spareAreaId, intoId: villageId }),
    },
    areaFile: { kind: "plain", input: () => ({}) },
    previewAreaImport: { kind: "plain", input: () => ({ file: areaList }) },
    rejectedAreaRows: { kind: "plain", input: () => ({ file: areaList }) },
    areaImports: { kind: "plain", input: () => ({}) },
    importAreas: {
      kind: "plain",
      input: () => ({ file: areaList, plan: "another" }),
      ends: "sheet.outdated",
    },
    undoAreaImport: {
      kind: "plain",
      input: () => ({ importId: write().id }),
      ends: "not found",
    },
    boundaries: {
      kind: "list",
      input: {},
      shows: ({ boundaries }, place) => boundaries.some(({ areaId }) => areaId === place.areaId),
    },
    setBoundaries: {
      kind: "aimed",
      input: ({ areaId }) => ({ boundaries: [{ areaId, shape: null }] }),
    },
    units: {
      kind: "list",
      input: {},
      shows: ({ units }, { records }) => units.some(({ unitId }) => unitId === records.unitId),
    },
    addUnit: { kind: "aimed", input: ({ areaId }) => ({ ...newUnit, areaIds: [areaId] }) },
    editUnit: {
      kind: "aimed",
      input: ({ records: { unitId } }) => ({ unitId, name: "改名队" }),
    },
    removeUnit: { kind: "aimed", input: ({ records }) => ({ unitId: records.spareUnitId }) },
    moveStaff: {
      kind: "aimed",
      input: ({ records: { staffId } }) => ({ staffIds: [staffId], unitId: null }),
    },
    staff: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) => rows.some(({ staffId }) => staffId === records.staffId),
    },
    exportStaff: {
      kind: "plain",
      input: () => ({
        form: "print",
        purpose: "visits",
        receiverKind: "village",
        receiver: "柳林村委会",
      }),
    },
    previewStaffImport: { kind: "plain", input: () => ({ file: staffList }) },
    rejectedStaffRows: { kind: "plain", input: () => ({ file: staffList }) },
    importStaff: {
      kind: "plain",
      input: () => ({ file: staffList, plan: "another" }),
      ends: "sheet.outdated",
    },
    staffImports: { kind: "plain", input: () => ({}) },
    undoStaffImport: {
      kind: "plain",
      input: () => ({ importId: write().id }),
      ends: "not found",
    },
    staffMember: { kind: "aimed", input: ({ records: { staffId } }) => ({ staffId }) },
    addStaff: {
      kind: "aimed",
      input: ({ areaId }) => ({ name: "新人", kind: "volunteer", areaId }),
    },
    editStaff: {
      kind: "aimed",
      input: ({ records: { staffId } }) => ({ staffId, isActive: false }),
    },
    chain: { kind: "plain", input: () => ({}) },
    addChainLevel: { kind: "plain", input: () => ({ label: "包户干部" }) },
    editChainLevel: { kind: "plain", input: () => ({ level: 2, label: "联村干部" }) },
    previewLevelRemoval: { kind: "plain", input: () => ({ level: 2 }) },
    // Nobody stands on the third level.
    removeChainLevel: { kind: "plain", input: () => ({ level: 3, names: 0 }) },
    responsibility: {
      kind: "list",
      input: { targetKind: "area" },
      narrowed: ({ areaId }) => ({ targetKind: "area", targetId: areaId }),
      shows: ({ targets }, place) => targets.some(({ targetId }) => targetId === place.areaId),
    },
    assign: {
      kind: "aimed",
      input: ({ areaId, records: { staffId } }) => ({
        targetKind: "area",
        targetIds: [areaId],
        level: 2,
        staffId,
      }),
    },
    unassign: {
      kind: "aimed",
      input: ({ records: { responsibilityId } }) => ({ responsibilityId }),
    },
    chainOf: {
      kind: "aimed",
      input: ({ areaId }) => ({ targetKind: "area", targetId: areaId }),
    },
    nameless: {
      kind: "list",
      input: { targetKind: "household", limit: 200 },
      narrowed: ({ areaId }) => ({ targetKind: "household", areaId, limit: 200 }),
      shows: ({ rows }, { areaId }) => rows.some((row) => row.areaId === areaId),
    },
    previewGroup: {
      kind: "aimed",
      input: ({ areaId }) => ({ targetKind: "household", areaId, level: 1 }),
    },
    assignGroup: {
      kind: "aimed",
      input: ({ areaId, records: { staffId } }) => ({
        targetKind: "household",
        areaId,
        level: 2,
        staffId,
      }),
    },
    staffLoad: { kind: "aimed", input: ({ records: { staffId } }) => ({ staffId }) },
    staffTargets: {
      kind: "aimed",
      input: ({ records: { staffId } }) => ({ staffId, targetKind: "area" }),
    },
    handOver: {
      kind: "aimed",
      input: ({ records: { staffId, otherStaffId } }) => ({ staffId, toStaffId: otherStaffId }),
    },
    handOverOfMany: {
      kind: "aimed",
      input: ({ records: { staffId, otherStaffId } }) => ({
        staffIds: [staffId],
        toStaffId: otherStaffId,
      }),
    },
    takeBack: {
      kind: "aimed",
      input: ({ records: { assignmentId } }) => ({ writeId: assignmentId }),
    },
  },
});
