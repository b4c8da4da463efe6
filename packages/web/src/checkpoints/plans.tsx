import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { Field } from "../kernel/kit/field.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";

/** Which checkpoints to keep: plans, newest first. */
export function PlansPage() {
  const dates = useDates();
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <ListPage
        title={m["checkpoints.plans"]()}
        intro={m["checkpoints.plans.intro"]()}
        query={api.checkpoints.plans}
        input={() => ({ limit: 20 })}
        columns={[
          {
            key: "title",
            title: m["checkpoints.plan.title"](),
            cell: (row) => row.title,
            card: "title",
          },
          {
            key: "size",
            title: m["checkpoints.plan.size"](),
            cell: (row) =>
              m["checkpoints.plan.sizeText"]({ entrances: row.entrances, villages: row.villages }),
          },
          {
            key: "kept",
            title: m["checkpoints.plan.kept"](),
            cell: (row) => row.manned ?? "–",
            align: "end",
          },
          {
            key: "closed",
            title: m["checkpoints.plan.closed"](),
            cell: (row) => row.closed ?? "–",
            align: "end",
          },
          {
            key: "state",
            title: m["checkpoints.state"](),
            cell: (row) =>
              row.isDraft ? (
                <StateTag tone="amber">{m["checkpoints.plan.draft"]()}</StateTag>
              ) : row.appliedAt ? (
                <StateTag tone="green">{m["checkpoints.plan.applied"]()}</StateTag>
              ) : row.manned === undefined ? (
                <StateTag>{m["checkpoints.plan.begun"]()}</StateTag>
              ) : (
                <StateTag tone="blue">{m["checkpoints.plan.chosen"]()}</StateTag>
              ),
            card: "tag",
          },
          {
            key: "at",
            title: m["checkpoints.plan.madeAt"](),
            cell: (row) => dates.instant(row.madeAt),
          },
        ]}
        rowKey={(row) => row.planId}
        to={(row) => `/checkpoints/plans/${row.planId}`}
        onNew={{ open: () => setMaking(true), label: m["checkpoints.plan.new"]() }}
        empty={{ title: m["checkpoints.plans.none"](), text: m["checkpoints.plans.none.text"]() }}
      />
      {isMaking ? <MakeDialog onClose={() => setMaking(false)} /> : null}
    </>
  );
}

const schema = inputOf(contract.checkpoints.makePlan);

function MakeDialog({ onClose }: { onClose: () => void }) {
  const make = useCommand(api.checkpoints.makePlan);
  const navigate = useNavigate();
  const form = useForm({
    name: "plan-new",
    schema,
    initial: {},
    command: make,
    send: (values) => make.send(values),
    // Without a file there is nothing to look at yet: the roads are drawn first.
    onDone: ({ planId }) =>
      void navigate({
        to: form.values.file ? "/checkpoints/plans/$planId" : "/checkpoints/plans/$planId/roads",
        params: { planId },
      }),
    problemAt: { "checkpoints.graphUnsound": "file" },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.plan.new"]()}
      send={m["checkpoints.plan.new"]()}
      onClose={onClose}
    >
      <TextField form={form} name="title" label={m["checkpoints.plan.title"]()} />
      <Field
        form={form}
        name="file"
        label={m["checkpoints.plan.file"]()}
        hint={m["checkpoints.plan.file.hint"]()}
      >
        {({ id, onChange, onBlur }) => (
          <input
            id={id}
            type="file"
            accept=".geojson,.json,application/geo+json"
            onBlur={onBlur}
            onChange={(event) => onChange(event.target.files?.[0])}
          />
        )}
      </Field>
    </FormDialog>
  );
}
