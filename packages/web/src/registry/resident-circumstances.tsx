/** The parts of a resident's form about how the person lives, and who speaks for them. */
import { readIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { needsGuardian } from "@lianfang/core/registry/rules.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { choicesOf } from "../kernel/kit/choices.ts";
import { DivisionField } from "../kernel/kit/division-picker.tsx";
import { Field } from "../kernel/kit/field.tsx";
import { ChoiceField, TextField } from "../kernel/kit/fields.tsx";
import { FormPart } from "../kernel/kit/form.tsx";
import type { FormHandle } from "../kernel/kit/form-state.ts";
import { Note } from "../kernel/kit/problem-note.tsx";
import { HouseholdPicker } from "./household-field.tsx";
import { ResidentPicker } from "./resident-picker.tsx";
import type { residentSchema } from "./resident-schema.ts";
import { commutes, listedTrades, proxyRelations, tenancies } from "./words.ts";

interface PartProps {
  form: FormHandle<typeof residentSchema>;
}

const youngestProxy = 18;

/** Grown-up members of the household, for whom else does one ask first? */
function useGrownMembers({ form }: PartProps, residentId: string | undefined) {
  const { householdId } = form.values;
  const { data } = useQuery(
    api.registry.household.queryOptions({
      input: { householdId: householdId ?? "" },
      enabled: householdId !== undefined,
    }),
  );
  return data?.memberRows.filter(
    (member) => member.residentId !== residentId && (member.age ?? youngestProxy) >= youngestProxy,
  );
}

/** Under fourteen by the birthday typed, or by the one the number tells. */
function useIsChild({ form }: PartProps): boolean {
  const today = useToday();
  const { birthday, identityNumber = "" } = form.values;
  const read = birthday ? undefined : readIdentityNumber(identityNumber, today);
  return needsGuardian(birthday ?? (read?.ok ? read.value.birthday : undefined), today);
}

export function ProxyFields({
  form,
  residentId,
  phoneHint,
}: PartProps & { residentId: string | undefined; phoneHint: string | undefined }) {
  const members = useGrownMembers({ form }, residentId);
  const isChild = useIsChild({ form });
  const { proxyResidentId, proxyName } = form.values;
  const isNamed = Boolean(proxyResidentId || proxyName);
  return (
    <FormPart title={m["registry.part.proxy"]()}>
      {isChild && !isNamed ? (
        <Note tone="attention">{m["registry.guardian.missing.text"]()}</Note>
      ) : null}
      <Field
        form={form}
        name="proxyResidentId"
        label={m["registry.proxy.resident"]()}
        hint={m["registry.proxy.hint"]()}
      >
        {(control) => (
          <ResidentPicker {...control} offered={members} isDisabled={Boolean(proxyName)} />
        )}
      </Field>
      {proxyResidentId ? null : (
        <>
          <TextField form={form} name="proxyName" label={m["registry.proxy.name"]()} />
          {proxyName ? (
            <TextField
              form={form}
              name="proxyPhone"
              label={m["registry.proxy.phone"]()}
              inputMode="tel"
              hint={phoneHint}
            />
          ) : null}
        </>
      )}
      {isNamed ? (
        <ChoiceField
          form={form}
          name="proxyRelation"
          label={m["registry.proxy.relation"]()}
          choices={choicesOf(proxyRelations)}
        />
      ) : null}
    </FormPart>
  );
}

export function LivelihoodFields({ form }: PartProps) {
  const { tenancy, commuteFrequency } = form.values;
  return (
    <FormPart title={m["registry.part.tenancy"]()}>
      <ChoiceField
        form={form}
        name="tenancy"
        label={m["registry.tenancy"]()}
        choices={choicesOf(tenancies)}
        placeholder={m["registry.tenancy.none"]()}
      />
      {tenancy ? (
        <Field
          form={form}
          name="landlordHouseholdId"
          label={m["registry.landlord"]()}
          hint={m["registry.landlord.hint"]()}
        >
          {(control) => <HouseholdPicker {...control} />}
        </Field>
      ) : null}
      <ChoiceField
        form={form}
        name="listedTrade"
        label={m["registry.listedTrade"]()}
        choices={choicesOf(listedTrades)}
        placeholder={m["registry.listedTrade.none"]()}
      />
      <ChoiceField
        form={form}
        name="commuteFrequency"
        label={m["registry.commute"]()}
        choices={choicesOf(commutes)}
        placeholder={m["registry.commute.none"]()}
      />
      {commuteFrequency ? (
        <>
          <DivisionField
            form={form}
            name="commuteDivision"
            label={m["registry.commuteDivision"]()}
          />
          <TextField form={form} name="commutePlace" label={m["registry.commutePlace"]()} />
        </>
      ) : null}
    </FormPart>
  );
}

export function PlaceFields({ form }: PartProps) {
  return (
    <FormPart title={m["registry.part.place"]()}>
      <DivisionField
        form={form}
        name="registeredDivision"
        label={m["registry.registeredDivision"]()}
      />
      <TextField form={form} name="registeredAddress" label={m["registry.registeredAddress"]()} />
      <DivisionField
        form={form}
        name="livingDivision"
        label={m["registry.livingDivision"]()}
        hint={m["registry.livingDivision.hint"]()}
      />
      <TextField form={form} name="livingAddress" label={m["registry.livingAddress"]()} />
    </FormPart>
  );
}
