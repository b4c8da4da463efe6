/** An entry for a unit as a form has it: the time in day and hour of the town. */
import { contract } from "@lianfang/core/contract.ts";
import { Day, TimeOfDay } from "@lianfang/core/kernel/time.ts";
import { inputOf } from "../kernel/kit/form-state.ts";

export const entryForm = inputOf(contract.directives.enter)
  .pick({ kind: true, text: true, saidBy: true, way: true })
  .extend({ day: Day, time: TimeOfDay });
