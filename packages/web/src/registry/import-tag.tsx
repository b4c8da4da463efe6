import type { Import } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";

const states: Record<Import["state"], { tone: Tone; text: () => string }> = {
  reading: { tone: "blue", text: () => m["registry.import.state.reading"]() },
  ready: { tone: "amber", text: () => m["registry.import.state.ready"]() },
  writing: { tone: "blue", text: () => m["import.state.writing"]() },
  checking: { tone: "blue", text: () => m["import.state.checking"]() },
  confirmed: { tone: "green", text: () => m["registry.import.state.confirmed"]() },
  undoing: { tone: "blue", text: () => m["import.state.undoing"]() },
  undone: { tone: "neutral", text: () => m["import.state.undone"]() },
  discarded: { tone: "neutral", text: () => m["registry.import.state.discarded"]() },
  failed: { tone: "red", text: () => m["registry.import.state.failed"]() },
};

export function ImportTag({ state }: { state: Import["state"] }) {
  return <StateTag tone={states[state].tone}>{states[state].text()}</StateTag>;
}
