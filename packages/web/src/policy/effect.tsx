import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { client } from "../kernel/client.ts";
import { measureLabels } from "./words.ts";

export type Effect = Awaited<ReturnType<typeof client.screening.previewPolicy>>;

/** What a change would do, in one sentence. */
export function effectText({ restricted, freed, changed }: Effect): string {
  if (restricted + freed + changed === 0) return m["policy.effect.nobody"]();
  return m["policy.effect.text"]({ restricted, freed, changed });
}

function Figure({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div>
      <span className="lf-muted">{label}</span>
      <b>{value}</b>
    </div>
  );
}

/** Whom a change of the rules would touch, before it is enacted. */
export function EffectView({ effect }: { effect: Effect }) {
  return (
    <>
      <div className="lf-effect-figures">
        <Figure label={m["policy.effect.restricted"]()} value={effect.restricted} />
        <Figure label={m["policy.effect.freed"]()} value={effect.freed} />
        <Figure label={m["policy.effect.changed"]()} value={effect.changed} />
        <Figure label={m["policy.effect.compared"]()} value={effect.compared} />
      </div>
      {effect.people.length > 0 ? (
        <table className="lf-small-table">
          <thead>
            <tr>
              <th scope="col">{m["policy.effect.name"]()}</th>
              <th scope="col">{m["policy.effect.before"]()}</th>
              <th scope="col">{m["policy.effect.after"]()}</th>
            </tr>
          </thead>
          <tbody>
            {effect.people.map((person) => (
              <tr key={person.arrivalId}>
                <td>
                  <Link
                    to="/people/arrivals/$arrivalId"
                    params={{ arrivalId: person.arrivalId }}
                    target="_blank"
                  >
                    {person.name}
                  </Link>
                </td>
                <td>{measureLabels[person.before]()}</td>
                <td>{measureLabels[person.after]()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p>{m["policy.effect.nobody"]()}</p>
      )}
    </>
  );
}
