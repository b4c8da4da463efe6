import { m } from "@lianfang/messages/messages.js";
import type { FieldModule } from "../kernel/field/modules.ts";
import type { OutboxEntry } from "../kernel/field/phone.ts";
import {
  acknowledge,
  correct,
  feedBack,
  finish,
  screenOf,
  takeBack,
  useDirectiveItems,
  useDirectiveSummary,
} from "./field-directives.ts";

const loadPaper = async () => (await import("./field-paper.tsx")).PaperScreen;
const loadFeedback = async () => (await import("./field-feedback.tsx")).FeedbackScreen;

const loadCorrection = async () => (await import("./field-correct.tsx")).CorrectScreen;

const addressOf = ({ input }: OutboxEntry) =>
  screenOf({ directiveId: String(input.directiveId), unitId: String(input.unitId) });

export const directivesField: FieldModule = {
  name: "directives",
  screens: [
    { path: "/directive/:directiveId/:unitId", load: loadPaper, isFull: true },
    { path: "/directive/:directiveId/:unitId/feedback", load: loadFeedback, isFull: true },
    {
      path: "/directive/:directiveId/:unitId/feedback/:recordId",
      load: loadFeedback,
      isFull: true,
    },
    { path: "/directive/:directiveId/:unitId/correct/:actId", load: loadCorrection, isFull: true },
  ],
  sets: [{ name: "directives.open", version: 2 }],
  useToday: useDirectiveItems,
  forms: {
    // Said once and with nothing to put right: sent again as it is, or discarded.
    [acknowledge]: {
      label: () => m["directives.acknowledge"](),
      useSummary: useDirectiveSummary,
    },
    [feedBack]: {
      label: () => m["directives.feedback"](),
      useSummary: useDirectiveSummary,
      mend: (entry) => `${addressOf(entry)}/feedback/${entry.id}`,
    },
    [finish]: { label: () => m["directives.finish"](), useSummary: useDirectiveSummary },
    [takeBack]: {
      label: () => m["directives.takeBack.label"](),
      useSummary: useDirectiveSummary,
    },
    [correct]: { label: () => m["directives.correct.label"](), useSummary: useDirectiveSummary },
  },
};
