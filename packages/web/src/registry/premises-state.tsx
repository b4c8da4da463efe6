/** Whether premises are open, and saying so. */
import { contract } from "@lianfang/core/contract.ts";
import type { PremisesState } from "@lianfang/core/registry/premises.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { premisesStates } from "./premises-words.ts";

const tones = { closed: "red", resumed: "green" } as const;

/** Open as usual needs nobody's eye. */
export function PremisesStateTag({ state }: { state: PremisesState }) {
  if (state === "open") return <span className="lf-muted">{premisesStates.open()}</span>;
  return <StateTag tone={tones[state]}>{premisesStates[state]()}</StateTag>;
}

interface Premises {
  state: PremisesState;
  stateSince?: string | undefined;
}

/** The state with its day: 1月28日起停业 */
export function useStateText(): (premises: Premises) => string {
  const dates = useDates();
  return ({ state, stateSince }) => {
    if (state === "open" || !stateSince) return premisesStates[state]();
    const day = dates.day(stateSince);
    return state === "closed"
      ? m["premises.closedSince"]({ day })
      : m["premises.resumedSince"]({ day });
  };
}

const actions: Record<PremisesState, () => string> = {
  closed: () => m["premises.close"](),
  resumed: () => m["premises.resume"](),
  open: () => m["premises.reopen"](),
};

const told: Record<PremisesState, (count: { count: string }) => string> = {
  closed: (count) => m["premises.closed.done"](count),
  resumed: (count) => m["premises.resumed.done"](count),
  open: (count) => m["premises.opened.done"](count),
};

/** What comes after a state: who is closed resumes, who is open or resumed may be closed. */
const next: Record<PremisesState, readonly PremisesState[]> = {
  open: ["closed"],
  closed: ["resumed", "open"],
  resumed: ["closed", "open"],
};

const schema = inputOf(contract.registry.setPremisesState).pick({ state: true, stateSince: true });

interface StateDialogProps {
  premisesId: string;
  state: PremisesState;
  onClose: () => void;
}

function StateDialog({ premisesId, state, onClose }: StateDialogProps) {
  const set = useCommand(api.registry.setPremisesState, premisesId);
  const today = useToday();
  const form = useForm({
    name: `premises-state-${state}`,
    schema,
    initial: { state, stateSince: today },
    command: set,
    send: ({ stateSince }) => set.send({ premisesIds: [premisesId], state, stateSince }),
    onDone: ({ changed }) => {
      tell(told[state]({ count: digits(changed) }));
      onClose();
    },
    problemAt: { "registry.stateInFuture": "stateSince" },
  });
  return (
    <FormDialog form={form} title={actions[state]()} send={actions[state]()} onClose={onClose}>
      {state === "open" ? null : (
        <DayField form={form} name="stateSince" label={m["premises.stateSince"]()} />
      )}
    </FormDialog>
  );
}

/** On the page of one. */
export function StateButtons({ premisesId, state }: Premises & { premisesId: string }) {
  const maySet = useMay(api.registry.setPremisesState);
  const [chosen, setChosen] = useState<PremisesState>();
  if (!maySet) return null;
  return (
    <>
      {next[state].map((one) => (
        <Button key={one} onClick={() => setChosen(one)}>
          {actions[one]()}
        </Button>
      ))}
      {chosen ? (
        <StateDialog premisesId={premisesId} state={chosen} onClose={() => setChosen(undefined)} />
      ) : null}
    </>
  );
}
