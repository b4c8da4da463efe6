import type { ApiToken } from "@lianfang/core/accounts/token-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { useAreas } from "../kernel/kit/areas.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { listed, nameOf } from "../kernel/locale.ts";
import { useMay, useMe } from "../kernel/me.ts";
import { groupWords, TokenStateTag, tokenStates, useOwnGroups } from "./token-words.tsx";

function stateFrom(text: string | undefined): ApiToken["state"] | undefined {
  return text === "active" || text === "ended" || text === "revoked" ? text : undefined;
}

function useColumns(): readonly Column<ApiToken>[] {
  const dates = useDates();
  return [
    {
      key: "name",
      title: m["tokens.name"](),
      card: "title",
      cell: ({ name }) => <strong>{name}</strong>,
    },
    { key: "holder", title: m["tokens.holder"](), cell: ({ holder }) => holder },
    {
      key: "groups",
      title: m["tokens.groups"](),
      cell: ({ groups }) => listed(groups.map((group) => groupWords[group].short())),
    },
    {
      key: "state",
      title: m["tokens.state"](),
      card: "tag",
      cell: ({ state }) => <TokenStateTag state={state} />,
    },
    { key: "endsOn", title: m["tokens.endsOn"](), cell: ({ endsOn }) => dates.day(endsOn) },
    {
      key: "lastUsed",
      title: m["tokens.lastUsed"](),
      isMinor: true,
      cell: ({ lastUsed }) => (lastUsed ? dates.instant(lastUsed.at) : m["tokens.never"]()),
    },
  ];
}

function Revoke({ token }: { token: ApiToken }) {
  const { tokenId, name, account } = token;
  const isOwn = useMe().accountId === account.accountId;
  const mayAny = useMay(api.accounts.revokeToken);
  const revoke = useCommand(
    mayAny ? api.accounts.revokeToken : api.accounts.revokeOwnToken,
    tokenId,
  );
  if (token.state !== "active" || !(isOwn || mayAny)) return null;
  const confirm = async () => {
    const answer = await revoke.send({ tokenId });
    if (answer) tell(m["tokens.revoked"]());
    return answer;
  };
  return (
    <div className="lf-panel-actions">
      <ConfirmButton
        command={revoke}
        question={m["tokens.revoke.question"]({ name })}
        consequence={<p>{m["tokens.revoke.text"]()}</p>}
        onConfirm={confirm}
      >
        {m["tokens.revoke"]()}
      </ConfirmButton>
    </div>
  );
}

/** One token: who has it, what it may do and where, when it was used, and its end. */
function TokenPanel({ token }: { token: ApiToken }) {
  const dates = useDates();
  const areas = useAreas();
  const { areaIds, addresses, lastUsed, revokedAt } = token;
  const held = areas.filter(({ areaId }) => areaIds?.includes(areaId)).map(nameOf);
  return (
    <>
      <Facts
        columns={1}
        facts={[
          [m["tokens.state"](), <TokenStateTag key="state" state={token.state} />],
          [m["tokens.holder"](), token.holder],
          [m["tokens.purpose"](), token.purpose],
          [m["tokens.groups"](), listed(token.groups.map((group) => groupWords[group].full()))],
          [m["tokens.scope"](), areaIds ? listed(held) : m["tokens.scope.all"]()],
          [
            m["tokens.addresses"](),
            addresses.length > 0 ? listed(addresses) : m["tokens.addresses.any"](),
          ],
          [m["tokens.account"](), token.account.displayName],
          [m["tokens.madeAt"](), dates.instant(token.madeAt)],
          [m["tokens.endsOn"](), dates.day(token.endsOn)],
          [m["tokens.revokedAt"](), revokedAt ? dates.instant(revokedAt) : undefined],
          [
            m["tokens.lastUsed"](),
            lastUsed
              ? m["tokens.lastUsed.from"]({ at: dates.instant(lastUsed.at), from: lastUsed.from })
              : m["tokens.never"](),
          ],
        ]}
      />
      <Revoke token={token} />
    </>
  );
}

/** Tokens by which other systems are let in: the town's, or one's own. */
export function TokensPage() {
  const columns = useColumns();
  const seesAll = useMay(api.accounts.tokens);
  const canMake = useOwnGroups().length > 0;
  return (
    <ListPage
      title={seesAll ? m["tokens.tokens"]() : m["tokens.own"]()}
      query={seesAll ? api.accounts.tokens : api.accounts.ownTokens}
      input={({ state }) => ({ limit: 100, state: stateFrom(state) })}
      filters={[
        {
          kind: "chips",
          name: "state",
          label: m["tokens.state"](),
          options: Object.entries(tokenStates).map(([value, { label }]) => ({
            value,
            label: label(),
          })),
        },
      ]}
      columns={columns}
      rowKey={({ tokenId }) => tokenId}
      panel={(token) => <TokenPanel key={token.tokenId} token={token} />}
      panelTitle={({ name }) => name}
      newTo={canMake ? { to: "/settings/tokens/new", label: m["tokens.new"]() } : undefined}
      empty={{ title: m["tokens.none"](), text: m["tokens.none.text"]() }}
    />
  );
}
