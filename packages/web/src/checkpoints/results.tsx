import type { HealthCode } from "@lianfang/core/checkpoints/evidence.ts";
import { TestOutcome as Outcomes } from "@lianfang/core/checkpoints/evidence.ts";
import { Day, instantAt, TimeOfDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Upload } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { RadioField, TextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { Note, ProblemNote } from "../kernel/kit/problem-note.tsx";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import { useTown } from "../kernel/me.ts";
import { CountyState } from "./county.tsx";
import { healthCodes, testOutcomes } from "./words.ts";
import "./checkpoints.css";

const sources = {
  manual: () => m["checkpoints.results.source.manual"](),
  list: () => m["checkpoints.results.source.list"](),
  county: () => m["checkpoints.results.source.county"](),
};
const tones: Readonly<Record<HealthCode, Tone>> = { green: "green", amber: "amber", red: "red" };

/** Test results and health codes: by hand, or by the county's list. */
export function ResultsPage() {
  const dates = useDates();
  const [isEntering, setEntering] = useState(false);
  return (
    <>
      <ListPage
        title={m["checkpoints.results"]()}
        intro={m["checkpoints.results.intro"]()}
        query={api.checkpoints.results}
        input={({ search }) => ({ limit: 50, identityNumber: search })}
        searchLabel={m["checkpoints.results.search"]()}
        above={() => <Import />}
        columns={[
          {
            key: "who",
            title: m["registry.identityNumber"](),
            cell: (row) => row.identityMasked,
            card: "title",
          },
          {
            key: "test",
            title: m["checkpoints.test"](),
            cell: (row) => (row.result ? testOutcomes[row.result]() : "–"),
          },
          {
            key: "sampled",
            title: m["checkpoints.sampledAt"](),
            cell: (row) => (row.sampledAt ? dates.instant(row.sampledAt) : "–"),
          },
          {
            key: "age",
            title: m["checkpoints.test.age"](),
            cell: (row) => (row.ageMinutes === undefined ? "–" : dates.span(row.ageMinutes)),
            align: "end",
          },
          {
            key: "code",
            title: m["checkpoints.code"](),
            cell: (row) =>
              row.healthCode ? (
                <StateTag tone={tones[row.healthCode]}>{healthCodes[row.healthCode]()}</StateTag>
              ) : (
                "–"
              ),
            card: "tag",
          },
          {
            key: "source",
            title: m["checkpoints.results.source"](),
            cell: (row) => sources[row.source](),
            isMinor: true,
          },
          {
            key: "at",
            title: m["checkpoints.receivedAt"](),
            cell: (row) => dates.instant(row.receivedAt),
            isMinor: true,
          },
        ]}
        rowKey={(row) => row.testId}
        onNew={{ open: () => setEntering(true), label: m["checkpoints.results.new"]() }}
        empty={{
          title: m["checkpoints.results.none"](),
          text: m["checkpoints.results.none.text"](),
        }}
      />
      {isEntering ? <EnterDialog onClose={() => setEntering(false)} /> : null}
    </>
  );
}

function Import() {
  const bring = useCommand(api.checkpoints.importResults);
  const [done, setDone] = useState<Awaited<ReturnType<typeof bring.send>>>();
  return (
    <div className="lf-above">
      <div>
        <Upload
          accept=".xlsx,.csv"
          showUploadList={false}
          disabled={bring.isBusy}
          beforeUpload={(file) => {
            void bring.send({ file }).then(setDone);
            return false;
          }}
        >
          <Button loading={bring.isBusy}>{m["checkpoints.results.import"]()}</Button>
        </Upload>
      </div>
      {bring.problem ? <ProblemNote problem={bring.problem} /> : null}
      {done ? (
        <Note tone={done.rejected > 0 ? "attention" : "good"}>
          {m["checkpoints.results.imported"](done)}
          <ul>
            {done.faults.map(({ line, reason }) => (
              <li key={line}>{m["checkpoints.results.fault"]({ line, reason })}</li>
            ))}
          </ul>
        </Note>
      ) : null}
      <CountyState />
    </div>
  );
}

const schema = z.object({
  identityNumber: z.string().trim().min(15).max(40),
  result: Outcomes.optional(),
  day: Day.optional(),
  time: TimeOfDay.optional(),
  healthCode: z.enum(["green", "amber", "red"]).optional(),
});

function EnterDialog({ onClose }: { onClose: () => void }) {
  const enter = useCommand(api.checkpoints.recordResult);
  const today = useToday();
  const { timeZone } = useTown();
  const form = useForm({
    name: "result-new",
    schema,
    initial: { day: today },
    command: enter,
    send: ({ identityNumber, result, day, time, healthCode }) =>
      enter.send({
        identityNumber,
        healthCode,
        test:
          result && day && time ? { result, sampledAt: instantAt(day, time, timeZone) } : undefined,
      }),
    onDone: () => {
      tell(m["checkpoints.results.added"]());
      onClose();
    },
    problemAt: {
      "checkpoints.identityNumberWrong": "identityNumber",
      "checkpoints.testInFuture": "time",
      "checkpoints.nothingSaid": "healthCode",
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["checkpoints.results.new"]()}
      send={m["checkpoints.results.new"]()}
      onClose={onClose}
    >
      <TextField form={form} name="identityNumber" label={m["registry.identityNumber"]()} />
      <RadioField
        form={form}
        name="result"
        label={m["checkpoints.test"]()}
        choices={choicesOf(testOutcomes)}
      />
      <DayField form={form} name="day" label={m["checkpoints.test.day"]()} />
      <TimeField
        form={form}
        name="time"
        label={m["checkpoints.test.time"]()}
        hint={m["checkpoints.test.time.hint"]()}
      />
      <RadioField
        form={form}
        name="healthCode"
        label={m["checkpoints.code"]()}
        choices={choicesOf(healthCodes)}
      />
    </FormDialog>
  );
}
