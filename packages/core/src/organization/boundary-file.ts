/** Boundaries out of a GeoJSON file, as surveyors and map programs write them. Pure. */
import { z } from "zod";

export interface FileBoundary {
  /** What the file calls the place; absent where it gives no name. */
  name?: string;
  /** A geometry, to be checked by `checkShape`. */
  shape: unknown;
}

/** Under which property the name of a place stands: the words of surveyors, and of national surveys. */
const nameKeys = [
  ...[
    "name",
    "名称",
    "村名",
    "村名称",
    "行政村",
    "社区",
    "社区名称",
    "村（社区）",
    "网格",
    "网格名称",
  ],
  ...["XZQMC", "ZLDWMC", "QSDWMC", "CUNMC", "village", "NAME_CHN"],
].map(folded);

function folded(key: string): string {
  return key
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]/g, "");
}

const Feature = z.object({
  type: z.literal("Feature"),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.unknown(),
});
const File = z.union([
  z.object({ type: z.literal("FeatureCollection"), features: z.array(Feature) }),
  Feature,
  z.object({ type: z.enum(["Polygon", "MultiPolygon"]), coordinates: z.unknown() }),
]);

/**
 * The places of a file, each with its name where it has one. Points and lines are left out.
 * @returns undefined when the text is no GeoJSON
 */
export function boundariesIn(text: string): FileBoundary[] | undefined {
  const file = File.safeParse(parsed(text));
  if (!file.success) return undefined;
  if (file.data.type === "FeatureCollection") return file.data.features.flatMap(placeOf);
  return file.data.type === "Feature" ? placeOf(file.data) : [{ shape: file.data }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

function placeOf({ properties, geometry }: z.infer<typeof Feature>): FileBoundary[] {
  const shape = z.looseObject({ type: z.enum(["Polygon", "MultiPolygon"]) }).safeParse(geometry);
  if (!shape.success) return [];
  const name = nameIn(properties ?? {});
  return [{ shape: shape.data, ...(name && { name }) }];
}

function nameIn(properties: Record<string, unknown>): string | undefined {
  const byKey = new Map(Object.entries(properties).map(([key, value]) => [folded(key), value]));
  for (const key of nameKeys) {
    const value = byKey.get(key);
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return undefined;
}
