import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { listed } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { AccountPanel } from "./account-panel.tsx";
import {
  type AccountRow,
  type AccountState,
  AccountStateTag,
  accountStates,
} from "./account-state.tsx";
import { useGrantText } from "./grant-text.ts";

function stateFrom(text: string | undefined): AccountState | undefined {
  return text === "invited" || text === "active" || text === "suspended" ? text : undefined;
}

function useColumns(): readonly Column<AccountRow>[] {
  const dates = useDates();
  const grantText = useGrantText();
  return [
    {
      key: "name",
      title: m["accounts.displayName"](),
      cell: ({ displayName }) => <strong>{displayName}</strong>,
      card: "title",
    },
    { key: "userName", title: m["accounts.userName"](), cell: ({ userName }) => userName },
    {
      key: "roles",
      title: m["accounts.roles"](),
      cell: ({ grants }) => listed(grants.map(grantText)),
    },
    {
      key: "state",
      title: m["accounts.state"](),
      card: "tag",
      cell: ({ state }) => <AccountStateTag state={state} />,
    },
    {
      key: "last",
      title: m["accounts.lastSignIn"](),
      isMinor: true,
      cell: ({ lastSignInAt }) =>
        lastSignInAt ? dates.instant(lastSignInAt) : m["accounts.never"](),
    },
  ];
}

/** Who may sign in, and as what. */
export function AccountsPage() {
  const columns = useColumns();
  const mayCreate = useMay(api.accounts.create);
  return (
    <ListPage
      title={m["accounts.accounts"]()}
      query={api.accounts.list}
      input={({ search, state }) => ({ limit: 100, search, state: stateFrom(state) })}
      searchLabel={m["accounts.search"]()}
      filters={[
        {
          kind: "chips",
          name: "state",
          label: m["accounts.state"](),
          options: Object.entries(accountStates).map(([value, { label }]) => ({
            value,
            label: label(),
          })),
        },
      ]}
      columns={columns}
      rowKey={({ accountId }) => accountId}
      panel={(account) => <AccountPanel key={account.accountId} account={account} />}
      panelTitle={({ displayName }) => displayName}
      newTo={
        mayCreate ? { to: "/settings/accounts/new", label: m["accounts.create"]() } : undefined
      }
      empty={{ title: m["accounts.none"]() }}
    />
  );
}
