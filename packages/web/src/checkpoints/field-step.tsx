import type { Step as StepName } from "@lianfang/core/checkpoints/crossing.ts";
import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";

const names: Record<Exclude<StepName, "pass">, () => string> = {
  stop: () => m["checkpoints.field.step.stop"](),
  ask: () => m["checkpoints.field.step.ask"](),
  measure: () => m["checkpoints.field.step.measure"](),
  register: () => m["checkpoints.field.step.register"](),
};

/** One of the five steps; the last, letting pass, is the foot of the screen. */
export function Step({ step, children }: { step: keyof typeof names; children: ReactNode }) {
  return (
    <section className="lf-post-step" aria-label={names[step]()}>
      <h2>{names[step]()}</h2>
      {children}
    </section>
  );
}
