import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { ChecksField, ChoiceField, LongTextField, TextField } from "../kernel/kit/fields.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { Form, FormPart } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { textOf } from "../kernel/locale.ts";
import { AreaName } from "../registry/place.tsx";
import { ChainField } from "./chain-field.tsx";
import { asOrder, orderForm } from "./order-form.ts";
import { restrictiveMeasures } from "./words.ts";

/** An order drafted from an arrival's assessment; a person checks, completes and issues it. */
export function NewOrderPage() {
  const { arrival = "" } = useFilters();
  const { data, error, refetch } = useQuery(
    api.observation.draft.queryOptions({
      input: { arrivalId: arrival },
      enabled: arrival !== "",
      retry: false,
      // What somebody is filling in must not change under their hands.
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  if (arrival === "") return <Empty title={m["observation.new.noArrival"]()} />;
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return <DraftForm draft={data} />;
}

type Draft = Awaited<ReturnType<typeof api.observation.draft.call>>;

function initialOf({ terms }: Draft) {
  return {
    measure: terms.measure,
    startDay: terms.startDay,
    endDay: terms.endDay,
    place: terms.place,
    basisIds: terms.bases.map(({ id }) => id),
    reasonZh: terms.reason.zh,
    reasonEn: terms.reason.en,
    appealName: terms.appeal.name,
    appealPhone: terms.appeal.phone,
    chain: Object.fromEntries(terms.chain.map(({ level, staffId }) => [String(level), staffId])),
  };
}

function DraftForm({ draft }: { draft: Draft }) {
  const { arrivalId, name, latestEndDay, lacking } = draft;
  const dates = useDates();
  const issue = useCommand(api.observation.issue, arrivalId);
  const navigate = useNavigate();
  const form = useForm({
    name: `order-${arrivalId}`,
    schema: orderForm,
    initial: initialOf(draft),
    command: issue,
    send: (values) => issue.send({ arrivalId, ...asOrder(values) }),
    onDone: ({ orderId, orderNumber }) => {
      tell(m["observation.issued"]({ number: orderNumber }));
      void navigate({ to: "/people/observation/$orderId", params: { orderId } });
    },
    problemAt: { "observation.beyondPolicy": "endDay", "observation.endBeforeStart": "endDay" },
  });
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["observation.new"]({ name })}
        intro={<AreaName of={draft} />}
        back={{ to: `/people/arrivals/${arrivalId}`, label: name }}
      />
      {lacking.length > 0 ? <Note tone="attention">{m["observation.new.lacking"]()}</Note> : null}
      <Card>
        <Form form={form} send={m["observation.issue"]()}>
          <FormPart title={m["observation.part.measure"]()}>
            <ChoiceField
              form={form}
              name="measure"
              label={m["observation.measure"]()}
              choices={choicesOf(restrictiveMeasures)}
            />
            <DayField form={form} name="startDay" label={m["observation.startDay"]()} />
            <DayField
              form={form}
              name="endDay"
              label={m["observation.endDay"]()}
              to={latestEndDay}
              hint={m["observation.endDay.hint"]({ day: dates.day(latestEndDay) })}
            />
            <TextField form={form} name="place" label={m["observation.place"]()} />
          </FormPart>
          <FormPart title={m["observation.part.why"]()}>
            <LongTextField
              form={form}
              name="reasonZh"
              label={m["observation.reason.zh"]()}
              rows={2}
            />
            <LongTextField
              form={form}
              name="reasonEn"
              label={m["observation.reason.en"]()}
              rows={2}
            />
            <ChecksField
              form={form}
              name="basisIds"
              label={m["observation.bases"]()}
              choices={draft.basesOffered.map((basis) => ({
                value: basis.id,
                label: textOf(basis),
              }))}
            />
          </FormPart>
          <FormPart title={m["observation.part.who"]()}>
            <ChainField form={form} draftChain={draft.terms.chain} areaId={draft.areaId} />
          </FormPart>
          <FormPart title={m["observation.part.appeal"]()}>
            <TextField form={form} name="appealName" label={m["observation.appeal.name"]()} />
            <TextField
              form={form}
              name="appealPhone"
              label={m["observation.appeal.phone"]()}
              inputMode="tel"
              hint={m["observation.appeal.hint"]()}
            />
          </FormPart>
        </Form>
      </Card>
    </div>
  );
}
