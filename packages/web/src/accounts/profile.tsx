import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { PasswordField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { listed } from "../kernel/locale.ts";
import { useMe } from "../kernel/me.ts";
import { useSignOut } from "../kernel/session.tsx";
import { useGrantText } from "./grant-text.ts";

function ChangePassword() {
  const change = useCommand(api.accounts.changePassword);
  const form = useForm({
    name: "password",
    schema: inputOf(contract.accounts.changePassword),
    initial: { oldPassword: "", newPassword: "" },
    command: change,
    send: (values) => change.send(values),
    onDone: () => {
      form.reset();
      tell(m["accounts.passwordChanged"]());
    },
    problemAt: {
      "accounts.wrongPassword": "oldPassword",
      "accounts.passwordTooCommon": "newPassword",
      "accounts.passwordHasUserName": "newPassword",
    },
  });
  return (
    <Form form={form} send={m["accounts.changePassword"]()}>
      <PasswordField
        form={form}
        name="oldPassword"
        label={m["accounts.oldPassword"]()}
        autoComplete="current-password"
      />
      <PasswordField
        form={form}
        name="newPassword"
        label={m["accounts.newPassword"]()}
        hint={m["accounts.password.hint"]()}
        autoComplete="new-password"
      />
    </Form>
  );
}

/** Who I am here, my password, the way out. */
export function ProfilePage() {
  const me = useMe();
  const grantText = useGrantText();
  const signOut = useSignOut();
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["web.profile"]()}
        actions={<Button onClick={() => void signOut()}>{m["web.signOut"]()}</Button>}
      />
      <div className="lf-detail">
        <Card>
          <Facts
            facts={[
              [m["accounts.displayName"](), me.displayName],
              [m["accounts.userName"](), me.userName],
              [m["accounts.roles"](), listed(me.grants.map(grantText))],
            ]}
          />
        </Card>
        <Card title={m["accounts.changePassword"]()}>
          <ChangePassword />
        </Card>
      </div>
    </div>
  );
}
