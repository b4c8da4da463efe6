import type { commandContract } from "@lianfang/core/command/contract.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { board } from "./board.ts";
import { bulletin, bulletinFile, bulletins } from "./bulletins.ts";
import { compose, editRemarks, issueBulletin } from "./commands.ts";
import { figureRows, figures, unassigned } from "./figure-queries.ts";
import { commandFigures } from "./figures.ts";

export const commandRoutes: Handlers<typeof commandContract> = {
  board,
  figures,
  figureRows,
  unassigned,
  bulletins,
  bulletin,
  compose,
  editRemarks,
  issueBulletin,
  bulletinFile,
};

export const commandParts: ModuleParts = {
  figures: commandFigures,
  constraints: {
    // Composing and issuing wait for each other; these only guard against the unforeseen.
    bulletin_day_key: kernelProblems.changedMeanwhile,
    bulletin_number_key: kernelProblems.changedMeanwhile,
  },
};
