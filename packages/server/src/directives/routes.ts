import type { directivesContract } from "@lianfang/core/directives/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { enter, withdrawEntry } from "./entering-commands.ts";
import { directiveFigures } from "./figures.ts";
import { file } from "./file.ts";
import { issue, withdraw } from "./issuing-commands.ts";
import { exportDirectives } from "./list-export.ts";
import { directivePulls } from "./pulls.ts";
import {
  acts,
  directive,
  directives,
  received,
  receivedDirective,
  recipientsOffered,
  waitedFor,
} from "./queries.ts";
import { acknowledge, correct, feedBack, finish, takeBack } from "./receiving-commands.ts";

export const directivesRoutes: Handlers<typeof directivesContract> = {
  recipients: recipientsOffered,
  issue,
  withdraw,
  exportDirectives,
  directives,
  directive,
  acts,
  file,
  waitedFor,
  received,
  receivedDirective,
  acknowledge,
  feedBack,
  finish,
  takeBack,
  correct,
  enter,
  withdrawEntry,
};

export const directivesParts: ModuleParts = {
  figures: directiveFigures,
  pulls: directivePulls,
};
