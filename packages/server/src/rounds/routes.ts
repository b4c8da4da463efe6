import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { roundsContract } from "@lianfang/core/rounds/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { closeRoundDays } from "./closing.ts";
import { correctRecord } from "./commands.ts";
import { exportRecords } from "./exports.ts";
import { changedRounds } from "./feed.ts";
import { roundFigures } from "./figures.ts";
import { enterPaper } from "./paper.ts";
import { roundPulls } from "./pulls.ts";
import { coverage, owed, record, records, recordsOf } from "./queries.ts";
import { recordRound } from "./record-round.ts";
import { printSheet } from "./sheet.ts";
import { roundTies } from "./ties-store.ts";

export const roundsRoutes: Handlers<typeof roundsContract> = {
  coverage,
  owed,
  recordVisit: recordRound,
  recordPatrol: recordRound,
  correctRecord,
  records,
  recordsOf,
  record,
  exportRecords,
  changedRounds,
  enterPaper,
  printSheet,
};

export const roundsParts: ModuleParts = {
  ties: roundTies,
  figures: roundFigures,
  pulls: roundPulls,
  jobs: [closeRoundDays],
  constraints: {
    // Two at once; each alone is told what the other did.
    round_record_replaced: kernelProblems.changedMeanwhile,
  },
};
