/** How directives and units stand, in words and colours. */
import type {
  ActKind,
  DirectiveHead,
  Done,
  UnitProgress,
  Way,
} from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { Words } from "../kernel/kit/choices.ts";
import type { Tone } from "../kernel/kit/state-tag.tsx";

type State = z.infer<typeof DirectiveHead>["state"];

export const directiveStates: Words<State> = {
  standing: () => m["directives.state.standing"](),
  withdrawn: () => m["directives.state.withdrawn"](),
  superseded: () => m["directives.state.superseded"](),
};

export const stateTones: Record<State, Tone> = {
  standing: "blue",
  withdrawn: "neutral",
  superseded: "neutral",
};

const steps: Words<UnitProgress["step"]> = {
  waiting: () => m["directives.step.waiting"](),
  confirmed: () => m["directives.step.confirmed"](),
  "fed-back": () => m["directives.step.fedBack"](),
  finished: () => m["directives.step.finished"](),
};

/** The one word for how a unit stands: what is overdue or was late comes before the step itself. */
export function standingOf({ step, isOverdue, acknowledged }: UnitProgress): {
  tone: Tone;
  text: string;
} {
  if (isOverdue) return { tone: "red", text: m["directives.overdue"]() };
  if (step === "waiting") return { tone: "amber", text: steps.waiting() };
  if (step === "confirmed" && acknowledged?.isLate) {
    return { tone: "amber", text: m["directives.late"]() };
  }
  return { tone: "green", text: steps[step]() };
}

export const actKinds: Words<ActKind> = {
  acknowledgement: () => m["directives.act.acknowledgement"](),
  feedback: () => m["directives.act.feedback"](),
  completion: () => m["directives.act.completion"](),
};

export const ways: Words<Way> = {
  telephone: () => m["directives.way.telephone"](),
  "in-person": () => m["directives.way.inPerson"](),
  paper: () => m["directives.way.paper"](),
};

/** 王五; 李会计（电话，小周代登） */
export function nameOfWhoDid({ by: name, entered }: Pick<Done, "by" | "entered">): string {
  if (!entered) return name;
  return m["directives.entered"]({ name, way: ways[entered.way](), officer: entered.by });
}

/** 王五 今天 09:12（逾期） */
export function doneText(
  done: Done | undefined,
  instant: (at: string) => string,
): string | undefined {
  if (!done) return undefined;
  const said = m["directives.doneBy"]({ name: nameOfWhoDid(done), at: instant(done.at) });
  return done.isLate ? m["directives.doneLate"]({ said }) : said;
}
