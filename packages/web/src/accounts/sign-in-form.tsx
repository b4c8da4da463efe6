import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { ChoiceField, PasswordField, TextField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { nameOf } from "../kernel/locale.ts";
import { useWelcome } from "../kernel/welcome.ts";

const schema = inputOf(contract.accounts.signIn);

interface SignInFormProps {
  /** Set when a session has ended: only the same person may go on. */
  userName?: string;
  townId?: string;
  onDone: () => void;
}

/** User name and password; the town too, where one server carries several. */
export function SignInForm({ userName, townId, onDone }: SignInFormProps) {
  const towns = useWelcome().data?.towns ?? [];
  const command = useCommand(api.accounts.signIn);
  const form = useForm({
    name: "sign-in",
    schema,
    initial: { userName: userName ?? "", password: "", townId },
    command,
    send: (values) => command.send({ ...values, townId: values.townId ?? towns[0]?.townId }),
    onDone,
  });
  return (
    <Form form={form} send={m["accounts.signIn"]()} guards={false}>
      {towns.length > 1 && !townId ? (
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
        autoFocus={!userName}
        isDisabled={userName !== undefined}
      />
      <PasswordField
        form={form}
        name="password"
        label={m["accounts.password"]()}
        autoComplete="current-password"
      />
    </Form>
  );
}
