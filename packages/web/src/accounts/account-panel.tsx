import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Dialog } from "../kernel/kit/dialog.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { Field } from "../kernel/kit/field.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { listed } from "../kernel/locale.ts";
import { useMay, useMe } from "../kernel/me.ts";
import { type AccountRow, AccountStateTag } from "./account-state.tsx";
import { CodeSlip, type InitialCode } from "./code-slip.tsx";
import { useGrantText } from "./grant-text.ts";
import { draftOf, GrantsEditor, grantsFrom } from "./grants-field.tsx";
import { grantsSchema } from "./new.tsx";

function EditGrants({ account, onClose }: { account: AccountRow; onClose: () => void }) {
  const setGrants = useCommand(api.accounts.setGrants, account.accountId);
  const [initial] = useState(() => account.grants.map(draftOf));
  const form = useForm({
    name: "account-grants",
    schema: z.object({ grants: grantsSchema }),
    initial: { grants: initial },
    command: setGrants,
    send: ({ grants }) =>
      setGrants.send({ accountId: account.accountId, grants: grantsFrom(grants) ?? [] }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
    problemAt: {
      "accounts.scopeUnknown": "grants",
      "accounts.roleNotOnScope": "grants",
      "accounts.lastDirector": "grants",
    },
  });
  return (
    <FormDialog
      title={m["accounts.grants.of"]({ name: account.displayName })}
      form={form}
      send={m["accounts.grants.set"]()}
      onClose={onClose}
    >
      <Field form={form} name="grants" label={m["accounts.roles"]()} isGroup>
        {({ id, value, onChange }) => (
          <GrantsEditor id={id} value={value ?? []} onChange={onChange} />
        )}
      </Field>
    </FormDialog>
  );
}

function RenewCode({ account }: { account: AccountRow }) {
  const renew = useCommand(api.accounts.renewCode, account.accountId);
  const [code, setCode] = useState<InitialCode>();
  const confirm = async () => {
    const answer = await renew.send({ accountId: account.accountId });
    if (answer) setCode({ ...answer, ...account });
    return answer;
  };
  return (
    <>
      <ConfirmButton
        command={renew}
        isDanger={false}
        question={m["accounts.renewCode.question"]({ name: account.displayName })}
        consequence={<p>{m["accounts.renewCode.text"]()}</p>}
        onConfirm={confirm}
      >
        {m["accounts.renewCode"]()}
      </ConfirmButton>
      <Dialog
        open={code !== undefined}
        title={m["accounts.code"]()}
        footer={null}
        onCancel={() => setCode(undefined)}
      >
        {code ? <CodeSlip {...code} /> : null}
      </Dialog>
    </>
  );
}

function Standing({ account }: { account: AccountRow }) {
  const suspend = useCommand(api.accounts.suspend, account.accountId);
  const resume = useCommand(api.accounts.resume, account.accountId);
  const { accountId, displayName: name } = account;
  if (account.state === "suspended") {
    return (
      <SendButton command={resume} onSend={() => void resume.send({ accountId })}>
        {m["accounts.resume"]()}
      </SendButton>
    );
  }
  return (
    <ConfirmButton
      command={suspend}
      question={m["accounts.suspend.question"]({ name })}
      consequence={<p>{m["accounts.suspend.text"]()}</p>}
      onConfirm={() => suspend.send({ accountId })}
    >
      {m["accounts.suspend"]()}
    </ConfirmButton>
  );
}

/** One account: how it stands, what it may do, and what the director can do with it. */
export function AccountPanel({ account }: { account: AccountRow }) {
  const dates = useDates();
  const me = useMe();
  const grantText = useGrantText();
  const mayEdit = useMay(api.accounts.setGrants);
  const [isEditing, setEditing] = useState(false);
  const isSelf = me.accountId === account.accountId;
  return (
    <>
      <Facts
        columns={1}
        facts={[
          [m["accounts.state"](), <AccountStateTag key="state" state={account.state} />],
          [m["accounts.userName"](), account.userName],
          [m["accounts.roles"](), listed(account.grants.map(grantText))],
          [m["accounts.createdAt"](), dates.instant(account.createdAt)],
          [
            m["accounts.lastSignIn"](),
            account.lastSignInAt ? dates.instant(account.lastSignInAt) : m["accounts.never"](),
          ],
        ]}
      />
      {mayEdit ? (
        <div className="lf-panel-actions">
          <Button onClick={() => setEditing(true)}>{m["accounts.grants.edit"]()}</Button>
          {isSelf ? null : <RenewCode account={account} />}
          {isSelf ? null : <Standing account={account} />}
        </div>
      ) : null}
      {isEditing ? <EditGrants account={account} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
