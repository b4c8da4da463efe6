/** What units' people sent from phones about directives, for whoever decides about it. */
import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import type { Fact } from "../kernel/kit/facts.tsx";
import { inputOf } from "../kernel/kit/form-state.ts";
import { Moment } from "../kernel/kit/moment.tsx";
import { nameOf } from "../kernel/locale.ts";
import type { SentRecord } from "../kernel/modules.ts";

const schemas = {
  acknowledge: inputOf(contract.directives.acknowledge),
  feedBack: inputOf(contract.directives.feedBack),
  finish: inputOf(contract.directives.finish),
  takeBack: inputOf(contract.directives.takeBack),
  correct: inputOf(contract.directives.correct),
};

interface Of {
  directiveId: string;
  unitId: string;
}

function About({ directiveId, unitId }: Of) {
  const { data } = useQuery(api.directives.directive.queryOptions({ input: { directiveId } }));
  const unit = data?.units.find((each) => each.unitId === unitId);
  return (
    <AddressLink to={`/command/directives/${directiveId}`}>
      {[data?.title ?? m["directives.directive"](), unit && nameOf(unit)]
        .filter(Boolean)
        .join(" · ")}
    </AddressLink>
  );
}

function factsOf(of: Of, at: string | undefined, text?: string, reason?: string): readonly Fact[] {
  return [
    [m["directives.directive"](), <About key="of" {...of} />],
    [m["directives.doneAt"](), at ? <Moment key="at" at={at} /> : undefined],
    [m["directives.text"](), text],
    [m["directives.reason"](), reason],
  ];
}

export const directivesSent: Readonly<Record<string, SentRecord>> = {
  "directives.acknowledge": {
    label: () => m["directives.acknowledge"](),
    facts: (input) => {
      const { data } = schemas.acknowledge.safeParse(input);
      return data && factsOf(data, data.acknowledgedAt);
    },
  },
  "directives.feedBack": {
    label: () => m["directives.feedback"](),
    facts: (input) => {
      const { data } = schemas.feedBack.safeParse(input);
      return data && factsOf(data, data.writtenAt, data.text);
    },
  },
  "directives.finish": {
    label: () => m["directives.finish"](),
    facts: (input) => {
      const { data } = schemas.finish.safeParse(input);
      return data && factsOf(data, data.finishedAt, data.note);
    },
  },
  "directives.takeBack": {
    label: () => m["directives.takeBack.label"](),
    facts: (input) => {
      const { data } = schemas.takeBack.safeParse(input);
      return data && factsOf(data, data.takenBackAt, undefined, data.reason);
    },
  },
  "directives.correct": {
    label: () => m["directives.correct.label"](),
    facts: (input) => {
      const { data } = schemas.correct.safeParse(input);
      return data && factsOf(data, data.correctedAt, data.text, data.reason);
    },
  },
};
