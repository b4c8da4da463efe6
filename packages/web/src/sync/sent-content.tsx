/** What a phone sent, in the words of the module it is for. */
import { m } from "@lianfang/messages/messages.js";
import { Facts } from "../kernel/kit/facts.tsx";
import { furnished, type SentRecord } from "../kernel/modules.ts";

function sentBy(procedure: string): SentRecord | undefined {
  return furnished()
    .map(({ sent }) => sent?.[procedure])
    .find((each) => each !== undefined);
}

export function sentLabel(procedure: string): string {
  return sentBy(procedure)?.label() ?? m["sync.what.unknown"]();
}

export interface Sent {
  procedure: string;
  input: Record<string, unknown>;
}

/** What no module knows to read is shown as it came, so that somebody can enter it by hand. */
export function SentContent({ procedure, input }: Sent) {
  const facts = sentBy(procedure)?.facts(input);
  if (facts) return <Facts columns={1} facts={facts} />;
  return (
    <>
      <p>{m["sync.content.raw"]()}</p>
      <Facts
        columns={1}
        facts={Object.entries(input).map(([name, value]) => [name, asText(value)] as const)}
      />
    </>
  );
}

const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, undefined, 1);

/** The record as it stands now, which something else came for. */
export function StandingContent({ procedure, input, recordId }: Sent & { recordId: string }) {
  const Standing = sentBy(procedure)?.Standing;
  return Standing ? <Standing recordId={recordId} input={input} /> : null;
}
