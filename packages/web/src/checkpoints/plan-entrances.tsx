import type { Entrance } from "@lianfang/core/checkpoints/road-graph.ts";
import { m } from "@lianfang/messages/messages.js";
import { Select } from "antd";
import { Card } from "../kernel/kit/detail-page.tsx";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";
import { listed } from "../kernel/locale.ts";
import type { PlanOutcome as Outcome, Pins } from "./shown-plan.ts";
import { entranceStates } from "./words.ts";

interface PlanEntrancesProps {
  entrances: readonly Entrance[];
  outcome: Outcome | undefined;
  pins: Pins;
  onPin: ((roadId: string, to: Pins[string] | undefined) => void) | undefined;
}

const tones: Readonly<Record<Outcome["states"][string], Tone>> = {
  manned: "green",
  closed: "red",
  free: "neutral",
};

/** Every entrance: what becomes of it, what closing it costs, and whether somebody has pinned it. */
export function PlanEntrances({ entrances, outcome, pins, onPin }: PlanEntrancesProps) {
  const costs = new Map((outcome?.costs ?? []).map((cost) => [cost.roadId, cost]));
  const inOrder = entrances.toSorted(
    (one, other) =>
      (costs.get(other.id)?.personMinutes ?? -1) - (costs.get(one.id)?.personMinutes ?? -1),
  );
  return (
    <Card title={m["checkpoints.plan.entrances"]({ count: entrances.length })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="lf-plan-table" tabIndex={0} aria-label={m["checkpoints.plan.table"]()}>
        <table className="lf-small-table">
          <thead>
            <tr>
              <th scope="col">{m["checkpoints.plan.entrance"]()}</th>
              <th scope="col">{m["checkpoints.plan.becomes"]()}</th>
              <th scope="col">{m["checkpoints.plan.guardsThere"]()}</th>
              <th scope="col">{m["checkpoints.plan.cost"]()}</th>
              {onPin ? <th scope="col">{m["checkpoints.plan.pin"]()}</th> : null}
            </tr>
          </thead>
          <tbody>
            {inOrder.map(({ id, entrance }) => {
              const state = outcome?.states[id];
              const cost = costs.get(id);
              return (
                <tr key={id}>
                  <td>{entrance.name}</td>
                  <td>
                    {state ? (
                      <StateTag tone={tones[state]}>{entranceStates[state]()}</StateTag>
                    ) : (
                      "–"
                    )}
                  </td>
                  <td>{entrance.guards}</td>
                  <td>{cost ? <Cost cost={cost} /> : ""}</td>
                  {onPin ? (
                    <td>
                      <Select
                        size="small"
                        aria-label={m["checkpoints.plan.pinOf"]({ name: entrance.name })}
                        value={pins[id] ?? "free"}
                        options={[
                          { value: "free", label: m["checkpoints.plan.pin.none"]() },
                          { value: "open", label: m["checkpoints.plan.pin.open"]() },
                          { value: "closed", label: m["checkpoints.plan.pin.closed"]() },
                        ]}
                        onChange={(to) =>
                          onPin(id, to === "open" || to === "closed" ? to : undefined)
                        }
                      />
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function Cost({ cost }: { cost: Outcome["costs"][number] }) {
  if (cost.villages.length === 0)
    return <span className="lf-muted">{m["checkpoints.plan.cost.none"]()}</span>;
  return (
    <span>
      {listed(
        cost.villages.map(({ name, people, extraMinutes }) =>
          m["checkpoints.plan.cost.village"]({ name, people, minutes: extraMinutes }),
        ),
      )}
    </span>
  );
}
