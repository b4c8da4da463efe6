/** Crossings and what was done about them as phones sent them, for whoever decides about them. */
import { contract } from "@lianfang/core/contract.ts";
import { maskIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { type Fact, Facts } from "../kernel/kit/facts.tsx";
import { inputOf } from "../kernel/kit/form-state.ts";
import { Moment } from "../kernel/kit/moment.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import type { SentRecord, StandingProps } from "../kernel/modules.ts";
import { whoOf } from "./crossings.tsx";
import { directions, outcomes, postOf } from "./words.ts";

const crossingSchema = inputOf(contract.checkpoints.recordCrossing);
const followUpSchema = inputOf(contract.checkpoints.followUp).pick({
  crossingId: true,
  action: true,
});
const voidSchema = inputOf(contract.checkpoints.voidCrossing).pick({
  crossingId: true,
  reason: true,
});

function PostName({ checkpointId }: { checkpointId: string }) {
  const { data } = useQuery(api.checkpoints.checkpoint.queryOptions({ input: { checkpointId } }));
  return (
    <AddressLink to={`/checkpoints/posts/${checkpointId}`}>
      {data?.name ?? m["checkpoints.post"]()}
    </AddressLink>
  );
}

function crossingFacts(input: Record<string, unknown>): readonly Fact[] | undefined {
  const { data } = crossingSchema.safeParse(input);
  if (!data) return undefined;
  const { checkpointId, crossedAt, direction, vehicle, people, others } = data;
  return [
    [m["checkpoints.post"](), <PostName key="post" checkpointId={checkpointId} />],
    [m["checkpoints.crossedAt"](), <Moment key="at" at={crossedAt} />],
    [m["checkpoints.direction"](), directions[direction]()],
    [m["checkpoints.plate"](), vehicle?.plate],
    ...people.map(
      (person): Fact => [
        person.name ?? m["checkpoints.subject.person"](),
        personText(person.outcome, person.celsius, person.identityNumber),
      ],
    ),
    [m["checkpoints.others"](), others > 0 ? String(others) : undefined],
  ];
}

function personText(
  outcome: keyof typeof outcomes,
  celsius: number | undefined,
  identityNumber?: string,
): string {
  const parts = [
    outcomes[outcome](),
    celsius === undefined ? undefined : `${celsius.toFixed(1)} ℃`,
    identityNumber === undefined ? undefined : maskIdentityNumber(identityNumber),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function StandingCrossing({ recordId: crossingId }: StandingProps) {
  const { data, error, refetch } = useQuery(
    api.checkpoints.crossing.queryOptions({ input: { crossingId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  const [first] = data?.lines ?? [];
  if (!data || !first) return null;
  return (
    <>
      <Facts
        columns={1}
        facts={[
          [m["checkpoints.post"](), postOf(first)],
          [m["checkpoints.crossedAt"](), <Moment key="at" at={first.crossedAt} />],
          [m["checkpoints.direction"](), directions[first.direction]()],
          ...data.lines.map((line): Fact => [whoOf(line), personText(line.outcome, line.celsius)]),
        ]}
      />
      <CrossingLink crossingId={crossingId} />
    </>
  );
}

function CrossingLink({ crossingId }: { crossingId: string }) {
  return (
    <AddressLink to={`/checkpoints/crossings/${crossingId}`}>
      {m["checkpoints.crossings"]()}
    </AddressLink>
  );
}

export const checkpointsSent: Readonly<Record<string, SentRecord>> = {
  "checkpoints.recordCrossing": {
    label: () => m["checkpoints.crossing.sent"](),
    facts: crossingFacts,
    Standing: StandingCrossing,
  },
  "checkpoints.voidCrossing": {
    label: () => m["checkpoints.void"](),
    facts: (input) => {
      const { data } = voidSchema.safeParse(input);
      return (
        data && [
          [m["checkpoints.record"](), <CrossingLink key="of" crossingId={data.crossingId} />],
          [m["checkpoints.reason"](), data.reason],
        ]
      );
    },
  },
  "checkpoints.followUp": {
    label: () => m["checkpoints.followUp"](),
    facts: (input) => {
      const { data } = followUpSchema.safeParse(input);
      return (
        data && [
          [m["checkpoints.record"](), <CrossingLink key="of" crossingId={data.crossingId} />],
          [m["checkpoints.followUp.action"](), data.action],
        ]
      );
    },
  },
};
