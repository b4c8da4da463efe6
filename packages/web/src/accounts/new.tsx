import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Field } from "../kernel/kit/field.tsx";
import { TextField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { StaffField } from "../kernel/kit/staff-picker.tsx";
import { CodeSlip, type InitialCode } from "./code-slip.tsx";
import { blankGrant, type GrantDraft, GrantsEditor, grantsFrom } from "./grants-field.tsx";

/** Grants while they are put together; whole ones only may be sent. */
export const grantsSchema = z.custom<readonly GrantDraft[]>(
  (value) => Array.isArray(value) && value.length > 0 && grantsFrom(value) !== undefined,
  { error: () => m["accounts.grant.incomplete"]() },
);

const schema = inputOf(contract.accounts.create)
  .omit({ grants: true })
  .extend({ grants: grantsSchema });

function NewAccount({ onDone }: { onDone: (code: InitialCode) => void }) {
  const create = useCommand(api.accounts.create);
  const form = useForm({
    name: "account-new",
    schema,
    initial: { grants: [blankGrant()] },
    command: create,
    send: (values) => create.send({ ...values, grants: grantsFrom(values.grants) ?? [] }),
    onDone: (answer) => {
      const { userName = "", displayName = "" } = form.values;
      onDone({ ...answer, userName, displayName });
    },
    problemAt: {
      "accounts.userNameTaken": "userName",
      "accounts.scopeUnknown": "grants",
      "accounts.roleNotOnScope": "grants",
    },
  });
  return (
    <Form form={form} send={m["accounts.create.send"]()}>
      <TextField form={form} name="displayName" label={m["accounts.displayName"]()} autoFocus />
      <TextField
        form={form}
        name="userName"
        label={m["accounts.userName"]()}
        hint={m["accounts.userName.hint"]()}
      />
      <StaffField
        form={form}
        name="staffId"
        label={m["accounts.staff"]()}
        hint={m["accounts.staff.hint"]()}
      />
      <Field
        form={form}
        name="grants"
        label={m["accounts.roles"]()}
        hint={m["accounts.roles.hint"]()}
        isGroup
      >
        {({ id, value, onChange }) => (
          <GrantsEditor id={id} value={value ?? []} onChange={onChange} />
        )}
      </Field>
    </Form>
  );
}

/** A new account, and then its initial code, once. */
export function NewAccountPage() {
  const [code, setCode] = useState<InitialCode>();
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={code ? m["accounts.created"]() : m["accounts.create"]()}
        back={{ to: "/settings/accounts", label: m["accounts.accounts"]() }}
      />
      <Card>
        {code ? (
          <>
            <CodeSlip {...code} />
            <p className="lf-sign-in-more">
              <Link to="/settings/accounts">{m["accounts.code.handedOver"]()}</Link>
            </p>
          </>
        ) : (
          <NewAccount onDone={setCode} />
        )}
      </Card>
    </div>
  );
}
