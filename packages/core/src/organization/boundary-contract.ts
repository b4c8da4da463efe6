/** Boundaries of areas on a map. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { command, query } from "../kernel/procedure.ts";
import { Instant } from "../kernel/time.ts";
import { Shape } from "./boundary.ts";
import { problems } from "./problems.ts";

export const Boundary = z.object({
  areaId: Id,
  /** GeoJSON geometry, WGS 84, longitude first. */
  shape: Shape,
  surfaceM2: z.number().int(),
  drawnAt: Instant,
});
export type Boundary = z.infer<typeof Boundary>;

/** Anything in the form of a geometry: what is wrong with it is told as a problem of its own. */
const GivenShape = z.object({ type: z.string(), coordinates: z.array(z.unknown()) });

export const boundaryProcedures = {
  boundaries: query("/organization/boundaries", {
    summary: "The boundaries drawn so far, as GeoJSON geometries",
    access: signedIn,
    input: z.object({}),
    output: z.object({ boundaries: z.array(Boundary) }),
  }),
  setBoundaries: command("PUT", "/organization/boundaries", {
    summary: "Draw boundaries anew, all of them or none; null takes one away",
    access: onTown("director", "office"),
    journal: "organization.boundary.drawn",
    input: z.object({
      boundaries: z
        .array(z.object({ areaId: Id, shape: GivenShape.nullable() }))
        .min(1)
        .max(300),
    }),
    output: z.object({}),
    problems: [problems.areaNotFound, problems.boundaryInvalid],
  }),
};
