import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Link, useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { ChoiceField, PasswordField, TextField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { PlainPage } from "../kernel/kit/plain-page.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useEnter } from "../kernel/session.tsx";
import { useWelcome } from "../kernel/welcome.ts";

const schema = inputOf(contract.accounts.activate);

/** A single-use initial code becomes the person's own password. */
export function ActivatePage() {
  const towns = useWelcome().data?.towns ?? [];
  const command = useCommand(api.accounts.activate);
  const enter = useEnter();
  const navigate = useNavigate();
  const form = useForm({
    name: "activate",
    schema,
    initial: { userName: "", code: "", password: "" },
    command,
    send: (values) => command.send({ ...values, townId: values.townId ?? towns[0]?.townId }),
    onDone: async () => {
      await enter();
      await navigate({ to: "/" });
    },
    problemAt: {
      "accounts.wrongCode": "code",
      "accounts.passwordTooCommon": "password",
      "accounts.passwordHasUserName": "password",
    },
  });
  return (
    <PlainPage title={m["accounts.activate.title"]()} intro={m["accounts.activate.intro"]()}>
      <Form form={form} send={m["accounts.activate"]()} guards={false}>
        {towns.length > 1 ? (
          <ChoiceField
            form={form}
            name="townId"
            label={m["accounts.town"]()}
            choices={towns.map((town) => ({ value: town.townId, label: nameOf(town) }))}
          />
        ) : null}
        <TextField
          form={form}
          name="userName"
          label={m["accounts.userName"]()}
          autoComplete="username"
          autoFocus
        />
        <TextField
          form={form}
          name="code"
          label={m["accounts.code"]()}
          hint={m["accounts.code.hint"]()}
          autoComplete="one-time-code"
        />
        <PasswordField
          form={form}
          name="password"
          label={m["accounts.newPassword"]()}
          hint={m["accounts.password.hint"]()}
          autoComplete="new-password"
        />
      </Form>
      <p className="lf-sign-in-more">
        <Link to="/">{m["accounts.backToSignIn"]()}</Link>
      </p>
    </PlainPage>
  );
}
