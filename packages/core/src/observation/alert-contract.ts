/** Alerts: a fever, a reading missed; whoever acted says how. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, Instant } from "../kernel/time.ts";
import { problems } from "./problems.ts";
import { observers } from "./reading-contract.ts";

export const AlertKind = z.enum(["fever", "missed"]);
export const Alert = z.object({
  alertId: Id,
  kind: AlertKind,
  orderId: Id,
  residentId: Id,
  name: z.string(),
  areaId: Id,
  areaName: z.string(),
  celsius: z.number().optional(),
  windowId: z.string().optional(),
  day: Day,
  raisedAt: Instant,
  /** How far up the chain it has climbed while nobody acted: 0 medic, 1 unit lead, 2 director. */
  escalation: z.number().int(),
  acknowledged: z.object({ at: Instant, by: z.string(), action: z.string() }).optional(),
});

export const alertProcedures = {
  alerts: query("/observation/alerts", {
    summary: "Fever and missed readings, unacknowledged first",
    access: observers,
    input: PageInput.extend({
      kind: AlertKind.optional(),
      isOpen: z.boolean().optional(),
      areaId: Id.optional(),
    }),
    output: pageOf(Alert).extend({
      /** When an alert nobody acts on goes up, by the policy in force; the town may change it. */
      escalation: z.object({
        unitLeadAfterMinutes: z.number().int(),
        directorAfterMinutes: z.number().int(),
      }),
    }),
  }),
  acknowledge: command("POST", "/observation/alerts/{alertId}/acknowledge", {
    summary: "Say what was done about an alert",
    access: observers,
    journal: "observation.alert.acknowledged",
    offline: true,
    input: z.object({ alertId: Id, action: z.string().trim().min(2).max(200) }),
    output: z.object({}),
    problems: [problems.alertNotFound, problems.alertDone],
  }),
};
