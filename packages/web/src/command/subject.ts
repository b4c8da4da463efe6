/** Where the thing behind a figure's row is shown. */
import type { FigureRow } from "@lianfang/core/command/contract.ts";
import type { z } from "zod";

type SubjectKind = z.infer<typeof FigureRow>["subjectKind"];

const pages: Record<SubjectKind, ((id: string) => string) | undefined> = {
  household: (id) => `/people/households/${id}`,
  resident: (id) => `/people/residents/${id}`,
  premises: (id) => `/places/premises/${id}`,
  arrival: (id) => `/people/arrivals/${id}`,
  order: (id) => `/people/observation/${id}`,
  reading: undefined,
  alert: () => "/people/alerts",
  area: () => "/settings/responsibility",
  unit: () => "/settings/units",
  staff: () => "/settings/staff",
  checkpoint: (id) => `/checkpoints/posts/${id}`,
  // One line of a crossing: the crossing's id, and which line of it.
  crossing: (id) => `/checkpoints/crossings/${id.split("/")[0]}`,
  pass: (id) => `/checkpoints/passes/${id}`,
  round: (id) => `/places/rounds/records/${id}`,
  directive: (id) => `/command/directives/${id}`,
};

export function subjectPage(row: {
  subjectKind: SubjectKind;
  subjectId: string;
}): string | undefined {
  return pages[row.subjectKind]?.(row.subjectId);
}
