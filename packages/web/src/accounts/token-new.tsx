import { longestTokenDays } from "@lianfang/core/accounts/token-rules.ts";
import { contract } from "@lianfang/core/contract.ts";
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AreasField } from "../kernel/kit/area-picker.tsx";
import { copyText } from "../kernel/kit/copy.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { ChecksField, LongTextField, TextField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { addressesFrom, groupWords, useOwnGroups } from "./token-words.tsx";
import "./tokens.css";

const schema = inputOf(contract.accounts.makeToken).extend({
  addresses: z
    .string()
    .max(2_000)
    .refine((text) => addressesFrom(text) !== undefined, {
      error: () => m["tokens.addresses.wrong"](),
    })
    .optional(),
});

const usualDays = 90;

function NewToken({ onDone }: { onDone: (token: string | null) => void }) {
  const today = useToday();
  const groups = useOwnGroups();
  const make = useCommand(api.accounts.makeToken);
  const form = useForm({
    name: "token-new",
    schema,
    initial: { groups: [], endsOn: addDays(today, usualDays) },
    command: make,
    send: ({ addresses, areaIds, ...values }) =>
      make.send({
        ...values,
        areaIds: areaIds && areaIds.length > 0 ? areaIds : undefined,
        addresses: addressesFrom(addresses ?? "") ?? [],
      }),
    onDone: ({ token }) => onDone(token),
    problemAt: {
      "accounts.tokenTermTooLong": "endsOn",
      "accounts.tokenTermOver": "endsOn",
      "accounts.tokenGroupNotHeld": "groups",
      "accounts.tokenAreaNotHeld": "areaIds",
    },
  });
  return (
    <Form form={form} send={m["tokens.make"]()}>
      <TextField
        form={form}
        name="name"
        label={m["tokens.name"]()}
        hint={m["tokens.name.hint"]()}
      />
      <TextField
        form={form}
        name="holder"
        label={m["tokens.holder"]()}
        hint={m["tokens.holder.hint"]()}
      />
      <TextField form={form} name="purpose" label={m["tokens.purpose"]()} />
      <ChecksField
        form={form}
        name="groups"
        label={m["tokens.groups"]()}
        hint={m["tokens.groups.hint"]()}
        choices={groups.map((value) => ({ value, label: groupWords[value].full() }))}
      />
      <AreasField
        form={form}
        name="areaIds"
        label={m["tokens.areas"]()}
        hint={m["tokens.areas.hint"]()}
      />
      <DayField
        form={form}
        name="endsOn"
        label={m["tokens.endsOn"]()}
        hint={m["tokens.endsOn.hint"]()}
        from={today}
        to={addDays(today, longestTokenDays)}
      />
      <LongTextField
        form={form}
        name="addresses"
        label={m["tokens.addresses"]()}
        hint={m["tokens.addresses.hint"]()}
        rows={2}
      />
    </Form>
  );
}

/** The token, shown once. */
function Made({ token }: { token: string | null }) {
  if (token === null) return <Note tone="attention">{m["tokens.gone"]()}</Note>;
  const copy = async () => {
    tell((await copyText(token)) ? m["tokens.copied"]() : m["accounts.code.notCopied"]());
  };
  const call = `curl -H "Authorization: Bearer $LIANFANG_TOKEN" \\\n  ${window.location.origin}/api/organization/areas`;
  return (
    <>
      <Note tone="attention">{m["tokens.once"]()}</Note>
      <code className="lf-token">{token}</code>
      <Button type="primary" onClick={() => void copy()}>
        {m["tokens.copy"]()}
      </Button>
      <p className="lf-token-more">{m["tokens.once.text"]()}</p>
      <p>{m["tokens.try"]()}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <pre className="lf-token-call" tabIndex={0}>
        {call}
      </pre>
      <p>
        <Link to="/settings/tokens">{m["tokens.handedOver"]()}</Link>
      </p>
    </>
  );
}

/** A new token, and then the token itself, once. */
export function NewTokenPage() {
  const [made, setMade] = useState<{ token: string | null }>();
  return (
    <div className="lf-page lf-page-narrow lf-token-page">
      <PageHead
        title={made ? m["tokens.made"]() : m["tokens.new"]()}
        intro={made ? undefined : m["tokens.intro"]()}
        back={{ to: "/settings/tokens", label: m["tokens.tokens"]() }}
      />
      <Card>
        {made ? <Made token={made.token} /> : <NewToken onDone={(token) => setMade({ token })} />}
      </Card>
    </div>
  );
}
