import { guards } from "@lianfang/core/checkpoints/crossing-contract.ts";
import { onArea } from "@lianfang/core/kernel/access.ts";
import { m } from "@lianfang/messages/messages.js";
import type { FieldModule } from "../kernel/field/modules.ts";
import { postIcon } from "./field-icon.tsx";
import { followUp, recordCrossing, voidCrossing } from "./field-records.ts";
import { useShiftItems } from "./field-shifts.ts";
import { useAboutCrossing, useCrossingSummary, useWaitingItems } from "./field-summary.ts";

/** Those handed over first: nobody else sees to them. */
function useOwedHere() {
  return [...useWaitingItems(), ...useShiftItems()];
}

export const checkpointsField: FieldModule = {
  name: "checkpoints",
  screens: [
    {
      path: "/post",
      load: async () => (await import("./field-post.tsx")).PostScreen,
      access: guards,
    },
    {
      path: "/post/mend/:recordId",
      load: async () => (await import("./field-post.tsx")).PostScreen,
      access: guards,
      isFull: true,
    },
    {
      path: "/post/counts",
      load: async () => (await import("./field-counts.tsx")).CountsScreen,
      access: guards,
    },
    {
      path: "/post/next/:crossingId",
      load: async () => (await import("./field-next.tsx")).NextScreen,
      access: guards,
      isFull: true,
    },
  ],
  tabs: [
    {
      to: "/post",
      label: () => m["checkpoints.field.tab"](),
      icon: postIcon,
      access: guards,
      isMain: true,
    },
  ],
  sets: [
    { name: "checkpoints.rules", version: 1 },
    { name: "checkpoints.kit", version: 1 },
    { name: "checkpoints.posts", version: 1 },
    { name: "checkpoints.travellers", version: 1 },
    { name: "checkpoints.shifts", version: 1 },
  ],
  useToday: useOwedHere,
  forms: {
    [recordCrossing]: {
      label: () => m["checkpoints.crossing.new"](),
      useSummary: useCrossingSummary,
      mend: ({ id }) => `/post/mend/${id}`,
    },
    [followUp]: {
      label: () => m["checkpoints.followUp.action"](),
      useSummary: useAboutCrossing,
    },
    [voidCrossing]: {
      label: () => m["checkpoints.void"](),
      useSummary: useAboutCrossing,
    },
  },
  start: { to: "/post", access: onArea("checkpoint-guard") },
};
