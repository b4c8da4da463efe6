import { contract } from "@lianfang/core/contract.ts";
import { TimeOfDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { DownloadButton } from "../kernel/kit/download.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { Form, FormPart } from "../kernel/kit/form.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import { useMay, useTown } from "../kernel/me.ts";
import { clockLabels } from "../kernel/shell/town-clock.tsx";

const schema = inputOf(contract.organization.editTown)
  .omit({ clock: true })
  .required()
  .extend({
    collectBy: TimeOfDay,
    meetAt: TimeOfDay,
    publishTasksAt: TimeOfDay,
    bulletinBy: TimeOfDay,
  } satisfies Record<string, z.ZodType>);

function EditTown() {
  const town = useTown();
  const queries = useQueryClient();
  const edit = useCommand(api.organization.editTown);
  const form = useForm({
    name: "town",
    schema,
    initial: {
      name: town.name,
      nameEn: town.nameEn,
      responseName: town.responseName,
      responseNameEn: town.responseNameEn,
      ...town.clock,
    },
    command: edit,
    send: ({ collectBy, meetAt, publishTasksAt, bulletinBy, ...names }) =>
      edit.send({ ...names, clock: { collectBy, meetAt, publishTasksAt, bulletinBy } }),
    onDone: () => {
      tell(m["web.saved"]());
      void queries.invalidateQueries({ queryKey: api.accounts.me.key() });
    },
  });
  return (
    <Form form={form} send={m["web.save"]()}>
      <FormPart title={m["organization.town"]()}>
        <TextField form={form} name="name" label={m["organization.town.name"]()} />
        <TextField form={form} name="nameEn" label={m["organization.town.nameEn"]()} />
      </FormPart>
      <FormPart title={m["organization.response"]()}>
        <TextField form={form} name="responseName" label={m["organization.response.name"]()} />
        <TextField form={form} name="responseNameEn" label={m["organization.response.nameEn"]()} />
      </FormPart>
      <FormPart title={m["organization.clock"]()}>
        <div className="lf-field-row">
          <TimeField form={form} name="collectBy" label={clockLabels.collectBy()} />
          <TimeField form={form} name="meetAt" label={clockLabels.meetAt()} />
          <TimeField form={form} name="publishTasksAt" label={clockLabels.publishTasksAt()} />
          <TimeField form={form} name="bulletinBy" label={clockLabels.bulletinBy()} />
        </div>
        <p className="lf-field-hint">{m["organization.clock.hint"]()}</p>
      </FormPart>
    </Form>
  );
}

/** The town's names, the response and the clock of its day. */
export function TownPage() {
  const town = useTown();
  const dates = useDates();
  const may = useMay(api.organization.editTown);
  const mayWrite = useMay(api.organization.townFile);
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["organization.townAndClock"]()}
        actions={
          mayWrite ? (
            <DownloadButton
              fetch={() => api.organization.townFile.call({})}
              fallbackName={`${town.name}.json`}
            >
              {m["organization.town.asFile"]()}
            </DownloadButton>
          ) : null
        }
      />
      <div className="lf-detail">
        <Card>
          <Facts
            facts={[
              [m["organization.response.firstDay"](), dates.dayInFull(town.activatedOn)],
              [m["organization.timeZone"](), town.timeZone],
              ...(may
                ? []
                : ([
                    [m["organization.town.name"](), town.name],
                    [m["organization.response.name"](), town.responseName],
                    [clockLabels.collectBy(), town.clock.collectBy],
                    [clockLabels.meetAt(), town.clock.meetAt],
                    [clockLabels.publishTasksAt(), town.clock.publishTasksAt],
                    [clockLabels.bulletinBy(), town.clock.bulletinBy],
                  ] as const)),
            ]}
          />
        </Card>
        {may ? (
          <Card>
            <EditTown />
          </Card>
        ) : null}
      </div>
    </div>
  );
}
