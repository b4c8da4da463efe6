/** What phones hold, as core describes it in `directives/pulled.ts`. */
import type { PulledDirective } from "@lianfang/core/directives/pulled.ts";
import { signedIn } from "@lianfang/core/kernel/access.ts";
import { documentNumber } from "@lianfang/core/kernel/document-number.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import type { Pullable } from "../kernel/pull.ts";
import { ownUnits } from "./member-store.ts";
import { shownProgress } from "./progress-store.ts";
import { openFor } from "./pull-store.ts";

const dayMinutes = 24 * 60;
/** What is older is read at the desk; what was finished longer ago is nobody's task. */
const oldestDays = 14;
const finishedHours = 24;

/** Of the units the phone's owner is of; gone from it as soon as the owner is of the unit no more. */
const openDirectives: Pullable = {
  name: "directives.open",
  version: 2,
  access: signedIn,
  most: 200,
  keepHours: 72,
  async read(context, after, limit) {
    const unitIds = await ownUnits(context);
    if (unitIds.length === 0) return [];
    const rows = await openFor(context, {
      ...{ unitIds, after, limit },
      issuedAfter: addMinutes(context.now, -oldestDays * dayMinutes),
      finishedAfter: addMinutes(context.now, -finishedHours * 60),
    });
    return rows.map(({ said, takenBack, ...row }) => {
      const { acknowledged, finished } = shownProgress(row, context.now, row.ended_at);
      const content: PulledDirective = {
        directiveId: row.directive_id,
        number: documentNumber(row.number_year, row.number),
        title: row.title,
        text: row.body,
        issuedAt: row.issued_at,
        issuedBy: row.issuer_name,
        confirmBy: row.confirm_by,
        finishBy: row.finish_by ?? undefined,
        unitId: row.unit_id,
        unitName: row.name,
        unitNameEn: row.name_en,
        acknowledged,
        finished,
        feedback: said,
        takenBack,
      };
      return { key: `${row.directive_id}:${row.unit_id}`, content };
    });
  },
};

export const directivePulls = [openDirectives];
