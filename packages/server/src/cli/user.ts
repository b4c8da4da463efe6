import { type Grant, type Role, roles, scopesOfRole } from "@lianfang/core/kernel/access.ts";
import { m } from "@lianfang/messages/messages.js";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../app.ts";
import type { Locale } from "../kernel/context.ts";
import { messageFor } from "../kernel/problem-text.ts";
import { action, type Call, CommandProblem, type Group, UsageProblem } from "./skeleton/command.ts";
import { townNamed, townOption } from "./skeleton/town.ts";

const userName = {
  name: "USERNAME",
  meaning: (locale: Locale) => m["accounts.cli.user.userName"]({}, { locale }),
};
const town = { town: townOption };

const list = action({
  name: "list",
  summary: (locale) => m["accounts.cli.user.list"]({}, { locale }),
  options: town,
  async run({ values, locale, say, operate }) {
    const { call } = await inTown(values.town, operate);
    const names = await scopeNames(call);
    for (const account of await allAccounts(call)) {
      const held = account.grants.map((grant) => grantText(grant, names, locale)).join(", ");
      const state = messageFor(`accounts.state.${account.state}`, {}, locale) ?? account.state;
      say([account.userName, account.displayName, state, held].join("\t"));
    }
  },
});

const create = action({
  name: "create",
  summary: (locale) => m["accounts.cli.user.create"]({}, { locale }),
  details: (locale) => m["accounts.cli.user.create.details"](rolesKnown, { locale }),
  arguments: [userName],
  options: {
    name: {
      type: "string",
      value: "NAME",
      required: true,
      meaning: (locale) => m["accounts.cli.user.name"]({}, { locale }),
    },
    role: {
      type: "string",
      value: "ROLE[@SCOPE]",
      multiple: true,
      required: true,
      meaning: (locale) => m["accounts.cli.user.role"]({}, { locale }),
    },
    ...town,
  },
  async run({ values, args: [given = ""], locale, say, operate }) {
    const { call } = await inTown(values.town, operate);
    const places = await placesOf(call);
    const { code, codeExpiresAt } = await call.accounts.create({
      id: uuidv7(),
      userName: given,
      displayName: values.name,
      grants: values.role.map((role) => grantFrom(role, places)),
    });
    say(codeText(given, code, codeExpiresAt, locale));
  },
});

const renew = action({
  name: "code",
  summary: (locale) => m["accounts.cli.user.code"]({}, { locale }),
  arguments: [userName],
  options: town,
  async run({ values, args: [given = ""], locale, say, operate }) {
    const { call } = await inTown(values.town, operate);
    const accountId = await accountNamed(call, given);
    const { code, codeExpiresAt } = await call.accounts.renewCode({ id: uuidv7(), accountId });
    say(codeText(given, code, codeExpiresAt, locale));
  },
});

const suspend = action({
  name: "suspend",
  summary: (locale) => m["accounts.cli.user.suspend"]({}, { locale }),
  arguments: [userName],
  options: town,
  async run({ values, args: [given = ""], locale, say, operate }) {
    const { call } = await inTown(values.town, operate);
    await call.accounts.suspend({ id: uuidv7(), accountId: await accountNamed(call, given) });
    say(m["accounts.cli.user.suspended"]({ userName: given }, { locale }));
  },
});

const resume = action({
  name: "resume",
  summary: (locale) => m["accounts.cli.user.resume"]({}, { locale }),
  arguments: [userName],
  options: town,
  async run({ values, args: [given = ""], locale, say, operate }) {
    const { call } = await inTown(values.town, operate);
    await call.accounts.resume({ id: uuidv7(), accountId: await accountNamed(call, given) });
    say(m["accounts.cli.user.resumed"]({ userName: given }, { locale }));
  },
});

export const command: Group = {
  name: "user",
  summary: (locale) => m["accounts.cli.user.summary"]({}, { locale }),
  commands: [list, create, renew, suspend, resume],
};

const rolesKnown = { roles: roles.join(", ") };

async function inTown(name: string | undefined, operate: Call<unknown>["operate"]) {
  const operation = await operate();
  const { townId } = await townNamed(operation, name);
  return { call: operation.asSystem(townId, "lianfang user") };
}

async function allAccounts({ accounts }: Caller) {
  const first = await accounts.list({ limit: 200 });
  const rows = [...first.rows];
  for (let after = first.next; after !== undefined; ) {
    const page = await accounts.list({ limit: 200, after });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

/** @throws CommandProblem when there is no account of that name */
export async function accountNamed(call: Caller, given: string): Promise<string> {
  const wanted = given.trim().toLowerCase();
  const account = (await allAccounts(call)).find((one) => one.userName === wanted);
  if (account) return account.accountId;
  throw new CommandProblem((locale) =>
    m["accounts.cli.user.unknown"]({ userName: given }, { locale }),
  );
}

interface Named {
  scopeKind: "area" | "unit";
  scopeId: string;
  name: string;
  /** With the name of what it lies in: `柳林村/第1网格`. */
  path: string;
}

async function placesOf({ organization }: Caller): Promise<Named[]> {
  const { areas } = await organization.areas({});
  const { units } = await organization.units({});
  const nameOf = new Map([
    ...areas.map(({ areaId, name }) => [areaId, name] as const),
    ...units.map(({ unitId, name }) => [unitId, name] as const),
  ]);
  const named = (scopeKind: Named["scopeKind"], id: string, name: string, parentId?: string) => ({
    scopeKind,
    scopeId: id,
    name,
    path: parentId ? `${nameOf.get(parentId)}/${name}` : name,
  });
  return [
    ...areas.map(({ areaId, name, parentId }) => named("area", areaId, name, parentId)),
    ...units.map(({ unitId, name, parentId }) => named("unit", unitId, name, parentId)),
  ];
}

/** @throws UsageProblem when the role or the scope is unknown, or the scope's name not enough */
function grantFrom(given: string, places: readonly Named[]): Grant {
  const [name = "", ...rest] = given.split("@");
  const role = roles.find((known) => known === name);
  if (!role) {
    throw new UsageProblem((locale) =>
      m["accounts.cli.user.roleUnknown"]({ role: name, ...rolesKnown }, { locale }),
    );
  }
  if (rest.length === 0) return { role, scopeKind: "town" };
  const { scopeKind, scopeId } = placeNamed(rest.join("@"), role, places);
  return { role, scopeKind, scopeId };
}

function placeNamed(scope: string, role: Role, places: readonly Named[]): Named {
  const called = places.filter(({ name, path }) => name === scope || path === scope);
  const fitting = called.filter(({ scopeKind }) => scopesOfRole[role].includes(scopeKind));
  const [place, another] = fitting.length > 0 ? fitting : called;
  if (!place) {
    throw new UsageProblem((locale) => m["accounts.cli.user.scopeUnknown"]({ scope }, { locale }));
  }
  if (another) {
    const candidates = called.map(({ path }) => path).join(", ");
    throw new UsageProblem((locale) =>
      m["accounts.cli.user.scopeAmbiguous"]({ scope, candidates }, { locale }),
    );
  }
  return place;
}

async function scopeNames(call: Caller): Promise<Map<string, string>> {
  return new Map((await placesOf(call)).map(({ scopeId, name }) => [scopeId, name]));
}

function grantText(grant: Grant, names: ReadonlyMap<string, string>, locale: Locale): string {
  const key = grant.role.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const role = messageFor(`accounts.role.${key}`, {}, locale) ?? grant.role;
  if (grant.scopeKind === "town") return role;
  const scope = names.get(grant.scopeId) ?? grant.scopeId;
  return m["accounts.roleOn"]({ role, scope }, { locale });
}

function codeText(of: string, code: string | null, expiresAt: string, locale: Locale): string {
  const { format } = new Intl.DateTimeFormat(locale, {
    timeZone: "Asia/Shanghai",
    dateStyle: "medium",
    timeStyle: "short",
  });
  const told = { userName: of, code: code ?? "", until: format(new Date(expiresAt)) };
  return m["accounts.cli.user.codeIs"](told, { locale });
}
