import type { Wishes } from "@lianfang/core/checkpoints/consolidation.ts";
import { m } from "@lianfang/messages/messages.js";
import { InputNumber } from "antd";
import { Labelled } from "../kernel/kit/labelled.tsx";

interface WishFieldsProps {
  wishes: Wishes;
  onChange: (wishes: Wishes) => void;
}

/** How long a detour may be, and how many people there are. */
export function WishFields({ wishes, onChange }: WishFieldsProps) {
  return (
    <div className="lf-wishes">
      <Labelled
        id="detour"
        label={m["checkpoints.plan.detour"]()}
        hint={m["checkpoints.plan.detour.hint"]()}
      >
        <InputNumber
          id="detour"
          value={wishes.maxDetourMinutes}
          min={0}
          max={240}
          suffix={m["checkpoints.minutesUnit"]()}
          onChange={(minutes) => onChange({ ...wishes, maxDetourMinutes: minutes ?? 0 })}
        />
      </Labelled>
      <Labelled
        id="guards"
        label={m["checkpoints.plan.guards"]()}
        hint={m["checkpoints.plan.guards.hint"]()}
        isOptional
      >
        <InputNumber
          id="guards"
          value={wishes.guards ?? null}
          min={0}
          max={100_000}
          suffix={m["checkpoints.peopleUnit"]()}
          onChange={(guards) => onChange({ ...wishes, guards: guards ?? undefined })}
        />
      </Labelled>
    </div>
  );
}
