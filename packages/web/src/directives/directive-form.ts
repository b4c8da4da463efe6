/** A directive as a form has it: the times in days and hours of the town. */
import { contract } from "@lianfang/core/contract.ts";
import { Day, TimeOfDay } from "@lianfang/core/kernel/time.ts";
import { z } from "zod";
import { inputOf } from "../kernel/kit/form-state.ts";

export const directiveForm = inputOf(contract.directives.issue)
  .pick({ title: true, text: true })
  .extend({
    unitIds: z.array(z.string()).min(1),
    confirmDay: Day,
    confirmTime: TimeOfDay,
    finishDay: Day.optional(),
    finishTime: TimeOfDay.optional(),
  });
