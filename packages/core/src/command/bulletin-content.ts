/**
 * A bulletin as it is frozen when it is issued: everything its papers are made of, so that they
 * stay the same whatever changes later. Its digest is SHA-256 over `command.bulletin`, a line feed
 * and this content as JSON with sorted keys.
 */
import { z } from "zod";
import { Day, Instant } from "../kernel/time.ts";

const InBoth = z.object({ zh: z.string(), en: z.string() });

export const FrozenFigure = z.object({
  figureId: z.string(),
  section: z.enum(["overall", "people"]),
  name: InBoth,
  unit: InBoth,
  value: z.number(),
  before: z.number().optional(),
});
export type FrozenFigure = z.infer<typeof FrozenFigure>;

export const FrozenArea = z.object({
  areaId: z.string(),
  name: InBoth,
  figures: z.record(z.string(), z.number()),
});
export type FrozenArea = z.infer<typeof FrozenArea>;

export const BulletinContent = z.object({
  version: z.literal(1),
  townId: z.string(),
  town: InBoth,
  response: InBoth,
  timeZone: z.string(),
  day: Day,
  /** 1 for the response's first bulletin. */
  issueNumber: z.number().int(),
  cutOffAt: Instant,
  /** The cut-off the figures are compared with. */
  comparedWith: Instant.optional(),
  figures: z.array(FrozenFigure),
  /** Columns of the table, by figure. */
  columns: z.array(z.string()),
  areas: z.array(FrozenArea),
  /** What is wrong by the figures, sentence by sentence. */
  findings: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
  remarks: InBoth,
  issuedAt: Instant.optional(),
  issuedBy: z.string().optional(),
  /** The head of the journal's chain of seals just before. */
  journalHead: z.string().optional(),
});
export type BulletinContent = z.infer<typeof BulletinContent>;
