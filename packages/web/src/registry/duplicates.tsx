import type { DuplicatePair } from "@lianfang/core/registry/same-person-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { Likeness, Person } from "./likeness.tsx";

/** Pairs who may be one person, the likeliest first. */
export function DuplicatesPage() {
  return (
    <ListPage
      title={m["sameperson.duplicates"]()}
      back={{ to: "/people/residents", label: m["registry.residents"]() }}
      intro={m["sameperson.duplicates.intro"]()}
      query={api.registry.duplicates}
      input={({ area }) => ({ limit: 30, areaId: area })}
      filters={[{ kind: "area", name: "area", label: m["registry.area"]() }]}
      columns={[
        {
          key: "one",
          title: m["sameperson.one"](),
          cell: ({ one }) => <Person of={one} />,
          card: "title",
        },
        {
          key: "other",
          title: m["sameperson.other.one"](),
          cell: ({ other }) => <Person of={other} />,
        },
        { key: "why", title: m["sameperson.why"](), cell: (pair) => <Likeness {...pair} /> },
        {
          key: "different",
          title: m["sameperson.decision"](),
          cell: (pair) => <Different pair={pair} />,
        },
      ]}
      rowKey={({ one, other }) => `${one.residentId} ${other.residentId}`}
      to={({ one, other }) => `/people/duplicates/${one.residentId}/${other.residentId}`}
      empty={{ title: m["sameperson.none"](), text: m["sameperson.none.text"]() }}
    />
  );
}

function Different({ pair: { one, other } }: { pair: DuplicatePair }) {
  const ids = { oneId: one.residentId, otherId: other.residentId };
  const intent = `${ids.oneId} ${ids.otherId}`;
  const say = useCommand(api.registry.sayDifferent, intent);
  const takeBack = useCommand(api.registry.sayPossible, intent);
  const send = async () => {
    if (await say.send(ids)) tell(m["sameperson.different.done"](), () => void takeBack.send(ids));
  };
  return (
    <SendButton command={say} kind="default" size="small" onSend={() => void send()}>
      {m["sameperson.different"]()}
    </SendButton>
  );
}
