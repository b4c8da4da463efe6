/** The words under which towns keep the columns of a list of their villages and grids. */
export const areaColumns = [
  "village",
  "grid",
  "name",
  "parent",
  "kind",
  "nameEn",
  "newName",
] as const;
export type AreaColumn = (typeof areaColumns)[number];

export const areaColumnSynonyms: Readonly<Record<AreaColumn, readonly string[]>> = {
  village: [
    ...["村", "社区", "村（社区）", "村社区", "村居", "村名", "村名称", "村（社区）名称", "行政村"],
    ...["行政村名称", "社区名称", "村居名称", "所属村", "所属社区", "所属村（社区）", "所属村社区"],
    ...["所属行政村", "所在村", "所在社区", "所在村社区", "村委会", "居委会", "村（居）委会"],
    ...["village", "community", "village or community", "village name", "in village"],
  ],
  grid: [...["网格", "网格名称", "网格名", "网格编号", "所属网格", "grid", "grid name"]],
  name: [
    ...[
      "名称",
      "区域",
      "区域名称",
      "地方",
      "单位名称",
      "辖区",
      "辖区名称",
      "name",
      "area",
      "area name",
    ],
  ],
  parent: [
    ...[
      "上级",
      "上级名称",
      "上级区域",
      "所属上级",
      "隶属",
      "新上级",
      "调整到",
      "parent",
      "part of",
    ],
  ],
  kind: [...["类型", "类别", "种类", "级别", "层级", "性质", "区域类型", "kind", "type", "level"]],
  nameEn: ["英文名称", "英文名", "英文", "english name", "name in english", "english"],
  newName: ["新名称", "新名字", "改名为", "变更后名称", "现名称", "new name", "rename to"],
};

/** Something must name the areas. */
export function hasAreaNames(columns: readonly AreaColumn[]): boolean {
  return (["village", "grid", "name"] as const).some((column) => columns.includes(column));
}
