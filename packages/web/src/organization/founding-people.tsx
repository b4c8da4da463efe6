import { Password, UserName } from "@lianfang/core/accounts/contract.ts";
import { Day } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { PasswordField, TextField } from "../kernel/kit/fields.tsx";
import { Form, FormPart } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import type { FoundingDraft } from "./founding-draft.ts";
import { nothingToSend } from "./founding-draft.ts";

const schema = z.object({
  code: z.string().trim().min(4).max(60),
  responseName: z.string().trim().min(1).max(60),
  responseNameEn: z.string().trim().max(80).optional(),
  activatedOn: Day.optional(),
  displayName: z.string().trim().min(1).max(40),
  userName: UserName,
  password: Password,
});

interface PeopleStepProps {
  draft: FoundingDraft;
  onBack: () => void;
  onDone: (change: FoundingDraft) => void;
}

/** The response, its first day, and the director who answers for it. */
export function PeopleStep({ draft, onBack, onDone }: PeopleStepProps) {
  const form = useForm({
    name: "founding-people",
    schema: schema.omit({ code: true }),
    initial: {
      responseName: m["organization.response.usual"]({}, { locale: "zh-CN" }),
      responseNameEn: m["organization.response.usual"]({}, { locale: "en" }),
      ...draft,
    },
    command: nothingToSend,
    send: async (values) => values,
    onDone,
  });
  return (
    <Form
      form={form}
      send={m["organization.found.next"]()}
      onCancel={onBack}
      cancelLabel={m["organization.found.back"]()}
      guards={false}
    >
      <FormPart title={m["organization.response"]()}>
        <TextField form={form} name="responseName" label={m["organization.response.name"]()} />
        <TextField form={form} name="responseNameEn" label={m["organization.response.nameEn"]()} />
        <DayField
          form={form}
          name="activatedOn"
          label={m["organization.response.firstDay"]()}
          hint={m["organization.response.firstDay.hint"]()}
        />
      </FormPart>
      <FormPart title={m["organization.director"]()}>
        <TextField
          form={form}
          name="displayName"
          label={m["organization.director.name"]()}
          autoComplete="name"
        />
        <TextField
          form={form}
          name="userName"
          label={m["accounts.userName"]()}
          hint={m["accounts.userName.hint"]()}
          autoComplete="username"
        />
        <PasswordField
          form={form}
          name="password"
          label={m["accounts.password"]()}
          hint={m["accounts.password.hint"]()}
          autoComplete="new-password"
        />
      </FormPart>
    </Form>
  );
}

interface CodeStepProps {
  draft: FoundingDraft;
  onDone: (change: FoundingDraft) => void;
}

/** The one-time code that whoever started the server was shown. */
export function CodeStep({ draft, onDone }: CodeStepProps) {
  const form = useForm({
    name: "founding-code",
    schema: schema.pick({ code: true }),
    initial: { code: draft.code },
    command: nothingToSend,
    send: async (values) => values,
    onDone,
  });
  return (
    <Form form={form} send={m["organization.found.next"]()} guards={false}>
      <TextField
        form={form}
        name="code"
        label={m["organization.found.code"]()}
        hint={m["organization.found.code.hint"]()}
        autoComplete="one-time-code"
        autoFocus
      />
    </Form>
  );
}
