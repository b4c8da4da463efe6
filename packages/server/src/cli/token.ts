import { tokenInput } from "@lianfang/core/accounts/token-contract.ts";
import { type TokenGroup, tokenGroupNames } from "@lianfang/core/kernel/token-group.ts";
import * as groups from "@lianfang/core/token-groups.ts";
import { m } from "@lianfang/messages/messages.js";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../app.ts";
import type { Locale } from "../kernel/context.ts";
import { messageFor } from "../kernel/problem-text.ts";
import { action, type Call, CommandProblem, type Group, UsageProblem } from "./skeleton/command.ts";
import { townNamed, townOption } from "./skeleton/town.ts";
import { accountNamed } from "./user.ts";

const why = "lianfang token";
const groupsKnown = { groups: tokenGroupNames.join(", ") };

const required = (value: string, meaning: (locale: Locale) => string) =>
  ({ type: "string", value, required: true, meaning }) as const;
const several = (value: string, meaning: (locale: Locale) => string) =>
  ({ type: "string", value, multiple: true, meaning }) as const;

const make = action({
  name: "make",
  summary: (locale) => m["tokens.cli.make"]({}, { locale }),
  details: (locale) => m["tokens.cli.make.details"](groupsKnown, { locale }),
  arguments: [{ name: "NAME", meaning: (locale) => m["tokens.cli.name"]({}, { locale }) }],
  options: {
    account: required("USERNAME", (locale) => m["tokens.cli.account"]({}, { locale })),
    purpose: required("TEXT", (locale) => m["tokens.cli.purpose"]({}, { locale })),
    holder: required("TEXT", (locale) => m["tokens.cli.holder"]({}, { locale })),
    until: required("DAY", (locale) => m["tokens.cli.until"]({}, { locale })),
    group: {
      ...several("GROUP", (locale) => m["tokens.cli.group"]({}, { locale })),
      required: true,
    },
    area: several("NAME", (locale) => m["tokens.cli.area"]({}, { locale })),
    address: several("ADDRESS", (locale) => m["tokens.cli.address"]({}, { locale })),
    town: townOption,
  },
  async run({ values, args: [name = ""], locale, say, operate }) {
    const { call, townId, system } = await inTown(values.town, operate);
    const input = tokenInput.safeParse({
      name,
      purpose: values.purpose,
      holder: values.holder,
      groups: values.group.map(groupNamed),
      areaIds: values.area && (await areasNamed(call, values.area)),
      addresses: values.address,
      endsOn: values.until,
    });
    if (!input.success) throw wrongOptions(input.error.issues.map(({ path }) => path.join(".")));
    const accountId = await accountNamed(call, values.account);
    const { makeTokenFor } = await import("../accounts/tokens/commands.ts");
    let token = "";
    await system.write(
      townId,
      { entry: "accounts.token.made", id: uuidv7(), why },
      async (context) => {
        token = (await makeTokenFor(accountId, input.data, context, groups)).token;
      },
    );
    // What is asked for alone on standard output goes into a secret store by a pipe.
    console.error(m["tokens.cli.once"]({}, { locale }));
    say(token);
  },
});

const list = action({
  name: "list",
  summary: (locale) => m["tokens.cli.list"]({}, { locale }),
  options: { town: townOption },
  async run({ values, locale, say, operate }) {
    const { call } = await inTown(values.town, operate);
    for (const token of await allTokens(call)) {
      const state = messageFor(`tokens.state.${token.state}`, {}, locale) ?? token.state;
      const { name, holder, account, groups, endsOn, lastUsed } = token;
      const used = lastUsed ? `${lastUsed.at} ${lastUsed.from}` : m["tokens.never"]({}, { locale });
      say([name, state, holder, account.displayName, groups.join(","), endsOn, used].join("\t"));
    }
  },
});

const revoke = action({
  name: "revoke",
  summary: (locale) => m["tokens.cli.revoke"]({}, { locale }),
  arguments: [{ name: "TOKEN", meaning: (locale) => m["tokens.cli.token"]({}, { locale }) }],
  options: { town: townOption },
  async run({ values, args: [given = ""], locale, say, operate }) {
    const { call } = await inTown(values.town, operate);
    const found = (await allTokens(call)).filter(
      ({ tokenId, name, state }) => tokenId === given || (name === given && state === "active"),
    );
    const [token, another] = found;
    if (!token || another) {
      throw new CommandProblem((of) => m["tokens.cli.unknown"]({ given }, { locale: of }));
    }
    await call.accounts.revokeToken({ id: uuidv7(), tokenId: token.tokenId });
    say(m["tokens.cli.revoked"]({ name: token.name }, { locale }));
  },
});

export const command: Group = {
  name: "token",
  summary: (locale) => m["tokens.cli.summary"]({}, { locale }),
  commands: [make, list, revoke],
};

async function inTown(name: string | undefined, operate: Call<unknown>["operate"]) {
  const operation = await operate();
  const { townId } = await townNamed(operation, name);
  const { system } = operation.application;
  return { call: operation.asSystem(townId, why), townId, system };
}

async function allTokens({ accounts }: Caller) {
  const rows: Awaited<ReturnType<typeof accounts.tokens>>["rows"] = [];
  for (let after: string | undefined; ; ) {
    const page = await accounts.tokens({ limit: 200, after });
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    after = page.next;
  }
}

function groupNamed(given: string): TokenGroup {
  const group = tokenGroupNames.find((name) => name === given);
  if (group) return group;
  throw new UsageProblem((locale) =>
    m["tokens.cli.groupUnknown"]({ given, ...groupsKnown }, { locale }),
  );
}

async function areasNamed({ organization }: Caller, names: readonly string[]): Promise<string[]> {
  const { areas } = await organization.areas({});
  return names.map((given) => {
    const [area, another] = areas.filter(({ name, nameEn }) => name === given || nameEn === given);
    if (area && !another) return area.areaId;
    throw new UsageProblem((locale) => m["tokens.cli.areaUnknown"]({ given }, { locale }));
  });
}

function wrongOptions(fields: readonly string[]): UsageProblem {
  const told = { fields: [...new Set(fields)].join(", ") };
  return new UsageProblem((locale) => m["tokens.cli.wrong"](told, { locale }));
}
