import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { close, create, edit, removeShift, reopen, setShift } from "./checkpoint-commands.ts";
import { amendCrossing } from "./crossing-amendment.ts";
import { closeDays } from "./crossing-closings.ts";
import { correctCrossing, followUp, judgeDouble, voidCrossing } from "./crossing-commands.ts";
import { findPairs } from "./crossing-pairs.ts";
import { checkpointFigures } from "./figures.ts";
import {
  answerMisuse,
  applyForPass,
  issuePasses,
  refusePass,
  renewPass,
  reportPassLost,
  revokePass,
} from "./pass-commands.ts";
import { checkPass, pass, passCode, passes, passMisuses, passSheet } from "./pass-queries.ts";
import { applyPlan, choosePlan, drawPlan, makePlan } from "./plan-commands.ts";
import { plan, plans, propose } from "./plan-queries.ts";
import { checkpointPulls } from "./pulls.ts";
import {
  checkpoint,
  checkpoints,
  counts,
  crossing,
  crossings,
  doubles,
  kit,
  map,
  previewDemands,
  traveller,
} from "./queries.ts";
import { askAgain, askCounty, askResult, resultSource } from "./questions.ts";
import { recordCrossing } from "./record-crossing.ts";
import { importResults, recordResult, results } from "./results.ts";
import { checkpointTies } from "./ties-store.ts";

export const checkpointsRoutes: Handlers<typeof checkpointsContract> = {
  checkpoints,
  map,
  checkpoint,
  create,
  edit,
  close,
  reopen,
  setShift,
  removeShift,
  recordCrossing,
  correctCrossing,
  amendCrossing,
  voidCrossing,
  crossings,
  crossing,
  counts,
  traveller,
  kit,
  followUp,
  doubles,
  judgeDouble,
  previewDemands,
  passes,
  pass,
  applyForPass,
  issuePasses,
  refusePass,
  renewPass,
  reportPassLost,
  revokePass,
  passCode,
  passSheet,
  checkPass,
  passMisuses,
  answerMisuse,
  plans,
  plan,
  makePlan,
  drawPlan,
  propose,
  choosePlan,
  applyPlan,
  results,
  recordResult,
  importResults,
  askResult,
  resultSource,
};

export const checkpointsParts: ModuleParts = {
  figures: checkpointFigures,
  reactions: { "checkpoints.test.asked": [askCounty] },
  jobs: [askAgain, closeDays, findPairs],
  pulls: checkpointPulls,
  ties: checkpointTies,
  constraints: {
    checkpoint_name: problems.nameTaken,
    // Two at once; each alone is told which pass is already there.
    checkpoint_pass_of_holder: kernelProblems.changedMeanwhile,
  },
};
