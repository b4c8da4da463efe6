/** Alerts a phone holds until somebody says what was done. */
import { observers } from "@lianfang/core/observation/contract.ts";
import type { PulledAlert } from "@lianfang/core/observation/pulled.ts";
import type { Pullable } from "../kernel/pull.ts";
import { alertStore } from "./alert-store.ts";

export const pulledAlerts: Pullable = {
  name: "observation.alerts",
  version: 1,
  access: observers,
  most: 500,
  keepHours: 72,
  async read(context, after, limit) {
    const alerts = await alertStore(context).openAfter(after, limit);
    return alerts.map((alert) => {
      const content: PulledAlert = {
        alertId: alert.alert_id,
        kind: alert.kind,
        name: alert.name,
        areaName: alert.area_name,
        areaNameEn: alert.area_name_en,
        celsius: alert.celsius ?? undefined,
        day: alert.day,
        raisedAt: alert.raised_at,
      };
      return { key: alert.alert_id, content };
    });
  },
};
