import type { DirectiveHead, UnitProgress } from "@lianfang/core/directives/directive.ts";
import type { z } from "zod";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { directiveStates, standingOf, stateTones } from "./words.ts";

export function StandingTag({ unit }: { unit: UnitProgress }) {
  const { tone, text } = standingOf(unit);
  return <StateTag tone={tone}>{text}</StateTag>;
}

export function DirectiveTag({ state }: { state: z.infer<typeof DirectiveHead>["state"] }) {
  return <StateTag tone={stateTones[state]}>{directiveStates[state]()}</StateTag>;
}
