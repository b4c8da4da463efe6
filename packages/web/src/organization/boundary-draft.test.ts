import type { Position } from "@lianfang/core/organization/boundary.ts";
import { describe, expect, test } from "vitest";
import {
  type Act,
  cornersIn,
  cornersText,
  type Drawing,
  drawingOf,
  drawn,
  geometryOf,
  ringIn,
} from "./boundary-draft.ts";

const a: Position = [105, 30];
const b: Position = [105.1, 30];
const c: Position = [105.1, 30.1];
const d: Position = [105, 30.1];
const add = (at: Position): Act => ({ does: "add", at });
const after = (drawing: Drawing, ...acts: Act[]) => acts.reduce(drawn, drawing);
const ring = (drawing: Drawing) => ringIn(drawing.now);

describe("a boundary that is drawn", () => {
  test("is nothing until it has a corner, and closes itself", () => {
    expect(geometryOf(drawingOf(undefined).now)).toBeUndefined();
    const triangle = after(drawingOf(undefined), add(a), add(b), add(c));
    expect(geometryOf(triangle.now)).toEqual({ type: "Polygon", coordinates: [[a, b, c, a]] });
  });

  test("takes new corners after the chosen one", () => {
    const shape = { type: "Polygon" as const, coordinates: [[a, c, d, a]] };
    const drawing = after(
      drawingOf(shape),
      { does: "choose", part: 0, ring: 0, corner: 0 },
      add(b),
    );
    expect(ring(drawing)).toEqual([a, b, c, d]);
    expect(drawing.now.place.corner).toBe(1);
  });

  test("has corners moved and removed, step by step back and forth", () => {
    const whole = after(drawingOf(undefined), add(a), add(b), add(c));
    const moved = after(whole, { does: "move", corner: 1, to: d });
    const less = after(moved, { does: "remove", corner: 0 });
    expect(ring(less)).toEqual([d, c]);
    expect(ring(after(less, { does: "undo" }, { does: "undo" }))).toEqual([a, b, c]);
    expect(ring(after(less, { does: "undo" }, { does: "redo" }))).toEqual([d, c]);
    const none = after(drawingOf(undefined), { does: "undo" }, { does: "redo" });
    expect(ring(none)).toEqual([]);
    const other = after(less, { does: "undo" }, add(a));
    expect(after(other, { does: "redo" })).toEqual(other);
  });

  test("may have several parts and holes; a part goes with its outer ring", () => {
    const drawing = after(
      drawingOf(undefined),
      ...[add(a), add(b), add(c)],
      { does: "addHole" },
      add(d),
      { does: "addPart" },
      add(c),
    );
    expect(drawing.now.parts).toEqual([[[a, b, c], [d]], [[c]]]);
    const withoutHole = after(
      drawing,
      { does: "choose", part: 0, ring: 1 },
      { does: "removeRing" },
    );
    expect(withoutHole.now.parts).toEqual([[[a, b, c]], [[c]]]);
    const second = after(withoutHole, { does: "removeRing" });
    expect(second.now.parts).toEqual([[[c]]]);
    expect(after(second, { does: "removeRing" }).now.parts).toEqual([[[]]]);
  });
});

test("corners go into text and come back, however they are parted", () => {
  const corners = [a, b, c];
  expect(cornersIn(cornersText(corners))).toEqual(corners);
  expect(cornersIn("105，30\n 105.1 30 \n\n105.1;30.1")).toEqual(corners);
  for (const text of ["", "105", "105, 30, 12", "东经105, 北纬30"]) {
    expect(cornersIn(text), text).toBeUndefined();
  }
});
