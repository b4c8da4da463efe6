/** Readings and answers to alerts as phones sent them, for whoever decides about them. */
import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { keyIn } from "../kernel/kit/choices.ts";
import type { Fact } from "../kernel/kit/facts.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { inputOf } from "../kernel/kit/form-state.ts";
import { Moment } from "../kernel/kit/moment.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { listed } from "../kernel/locale.ts";
import type { SentRecord, StandingProps } from "../kernel/modules.ts";
import { symptoms } from "./words.ts";

const readingSchema = inputOf(contract.observation.recordReading);
const answerSchema = inputOf(contract.observation.acknowledge).pick({ action: true });

interface Reading {
  celsius: number;
  takenAt: string;
  symptoms: readonly string[];
  note?: string | undefined;
}

function readingFacts({ celsius, takenAt, symptoms: felt, note }: Reading): readonly Fact[] {
  return [
    [m["observation.celsius"](), `${celsius.toFixed(1)} ℃`],
    [m["observation.reading.takenAt"](), <Moment key="at" at={takenAt} />],
    [m["observation.symptoms"](), listed(felt.flatMap((each) => speakSymptom(each) ?? []))],
    [m["observation.note"](), note],
  ];
}

function speakSymptom(name: string): string | undefined {
  const key = keyIn(symptoms, name);
  return key && symptoms[key]();
}

function PersonLink({ orderId }: { orderId: string }) {
  const { data } = useQuery(api.observation.order.queryOptions({ input: { orderId } }));
  return (
    <AddressLink to={`/people/observation/${orderId}`}>
      {data?.name ?? m["observation.orders"]()}
    </AddressLink>
  );
}

function StandingReading({ recordId, input }: StandingProps) {
  const orderId = String(input.orderId);
  const { data, error, refetch } = useQuery(
    api.observation.order.queryOptions({ input: { orderId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  const readings = data?.windows.flatMap(({ reading }) => reading ?? []) ?? [];
  const found = [...readings, ...(data?.otherReadings ?? [])].find(
    ({ readingId }) => readingId === recordId,
  );
  return found ? <Facts columns={1} facts={readingFacts(found)} /> : null;
}

export const observationSent: Readonly<Record<string, SentRecord>> = {
  "observation.recordReading": {
    label: () => m["observation.reading.record"](),
    facts: (input) => {
      const { data } = readingSchema.safeParse(input);
      if (!data) return undefined;
      return [
        [m["observation.orders"](), <PersonLink key="order" orderId={data.orderId} />],
        ...readingFacts(data),
      ];
    },
    Standing: StandingReading,
  },
  "observation.acknowledge": {
    label: () => m["observation.alert.answer"](),
    facts: (input) => {
      const { data } = answerSchema.safeParse(input);
      return data && [[m["observation.alert.action"](), data.action]];
    },
  },
};
