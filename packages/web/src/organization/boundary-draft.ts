/** A boundary while it is drawn: rings of corners, not closed yet, with what was before. Pure. */
import { begun, type History, redone, stepped, undone } from "@lianfang/core/kernel/history.ts";
import type { Position } from "@lianfang/core/organization/boundary.ts";
import type { Shape } from "@lianfang/core/organization/contract.ts";

/** Outer ring first, then holes. */
export type DraftPart = readonly (readonly Position[])[];

export interface Place {
  part: number;
  ring: number;
  /** The corner that is chosen; new ones come after it. */
  corner: number | undefined;
}

export interface Draft {
  parts: readonly DraftPart[];
  place: Place;
}

export type Drawing = History<Draft>;

const start: Place = { part: 0, ring: 0, corner: undefined };

export function drawingOf(shape: Shape | undefined): Drawing {
  const polygons = shape
    ? shape.type === "Polygon"
      ? [shape.coordinates]
      : shape.coordinates
    : [];
  const parts = polygons.map((rings) => rings.map((ring) => ring.slice(0, -1)));
  return begun({ parts: parts.length > 0 ? parts : [[[]]], place: start });
}

/** The geometry as it stands; what has no corner yet is left out. */
export function geometryOf({ parts }: Draft): { type: string; coordinates: unknown[] } | undefined {
  const filled = parts
    .map((rings) => rings.filter((ring) => ring.length > 0).map(closed))
    .filter((rings) => rings.length > 0);
  const [only] = filled;
  if (!only) return undefined;
  return filled.length === 1
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates: filled };
}

function closed(ring: readonly Position[]): Position[] {
  const [first] = ring;
  return first ? [...ring, first] : [];
}

export type Act =
  | { does: "add"; at: Position }
  | { does: "move"; corner: number; to: Position }
  | { does: "remove"; corner: number }
  | { does: "choose"; part: number; ring: number; corner?: number }
  | { does: "replace"; corners: readonly Position[] }
  | { does: "addPart" }
  | { does: "addHole" }
  | { does: "removeRing" }
  | { does: "undo" }
  | { does: "redo" };

export function drawn(drawing: Drawing, act: Act): Drawing {
  if (act.does === "undo") return undone(drawing);
  if (act.does === "redo") return redone(drawing);
  const next = changed(drawing.now, act);
  return act.does === "choose" ? { ...drawing, now: next } : stepped(drawing, next);
}

type Change = Exclude<Act, { does: "undo" } | { does: "redo" }>;

function changed(draft: Draft, act: Change): Draft {
  const { parts, place } = draft;
  const ring = ringIn(draft);
  switch (act.does) {
    case "choose":
      return { parts, place: { part: act.part, ring: act.ring, corner: act.corner } };
    case "add": {
      const at = (place.corner ?? ring.length - 1) + 1;
      return withRing(draft, ring.toSpliced(at, 0, act.at), at);
    }
    case "move":
      return withRing(draft, ring.with(act.corner, act.to), act.corner);
    case "remove": {
      const left = ring.toSpliced(act.corner, 1);
      const corner = left.length === 0 ? undefined : Math.max(0, act.corner - 1);
      return withRing(draft, left, corner);
    }
    case "replace":
      return withRing(draft, act.corners, undefined);
    case "addPart":
      return { parts: [...parts, [[]]], place: { ...start, part: parts.length } };
    case "addHole": {
      const rings = parts[place.part] ?? [];
      const with1 = parts.with(place.part, [...rings, []]);
      return { parts: with1, place: { part: place.part, ring: rings.length, corner: undefined } };
    }
    case "removeRing":
      return withoutRing(draft);
  }
}

export function ringIn({ parts, place }: Draft): readonly Position[] {
  return parts[place.part]?.[place.ring] ?? [];
}

function withRing(draft: Draft, ring: readonly Position[], corner: number | undefined): Draft {
  const { parts, place } = draft;
  const rings = (parts[place.part] ?? [[]]).with(place.ring, ring);
  return { parts: parts.with(place.part, rings), place: { ...place, corner } };
}

/** A part goes with its outer ring. */
function withoutRing({ parts, place }: Draft): Draft {
  const rings = parts[place.part] ?? [];
  const left =
    place.ring === 0
      ? parts.toSpliced(place.part, 1)
      : parts.with(place.part, rings.toSpliced(place.ring, 1));
  return { parts: left.length > 0 ? left : [[[]]], place: start };
}

/** Corners as text, one a line: longitude, latitude. */
export function cornersText(ring: readonly Position[]): string {
  return ring.map(([lng, lat]) => `${lng}, ${lat}`).join("\n");
}

/** @returns undefined when a line holds no two numbers */
export function cornersIn(text: string): Position[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const corners = lines.map((line) => {
    const [lng, lat, ...more] = line
      .normalize("NFKC")
      .split(/[\s,;、]+/)
      .filter(Boolean)
      .map(Number);
    const isPair = Number.isFinite(lng) && Number.isFinite(lat) && more.length === 0;
    return isPair && lng !== undefined && lat !== undefined ? ([lng, lat] as Position) : undefined;
  });
  const known = corners.filter((corner) => corner !== undefined);
  return known.length === corners.length && known.length > 0 ? known : undefined;
}
