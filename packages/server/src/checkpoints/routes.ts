import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { close, create, edit, removeShift, reopen, setShift } from "./checkpoint-commands.ts";
import {
  correctCrossing,
  followUp,
  judgeDouble,
  recordCrossing,
  voidCrossing,
} from "./crossing-commands.ts";
import { checkpointFigures } from "./figures.ts";
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
};

export const checkpointsParts: ModuleParts = {
  figures: checkpointFigures,
  constraints: {
    checkpoint_name: problems.nameTaken,
  },
};
