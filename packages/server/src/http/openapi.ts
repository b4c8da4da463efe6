import { contract } from "@lianfang/core/contract.ts";
import type { Access } from "@lianfang/core/kernel/access.ts";
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import { groupsOf } from "@lianfang/core/token-groups.ts";
import type { AnyContractRouter } from "@orpc/contract";
import { OpenAPIGenerator } from "@orpc/openapi";
import type { AnyRouter } from "@orpc/server";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";

const methods = ["get", "post", "put", "patch", "delete"] as const;

const securitySchemes = {
  token: {
    type: "http",
    scheme: "bearer",
    description:
      "A token made under Settings → API tokens. It acts under its account's roles, within its " +
      "groups (`x-token-groups`) and areas; see docs/api.md.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "lianfang",
    description: "Of a browser signed in; over HTTPS the cookie is called `__Host-lianfang`.",
  },
} as const;

/**
 * The API as an OpenAPI 3.1 document; each operation says who may call it (`x-access`) and which
 * groups of a token cover it (`x-token-groups`).
 */
export async function openapiDocument(
  router: AnyRouter | AnyContractRouter,
  version: string,
): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(router, {
    info: { title: "Lianfang 联防", version },
    servers: [{ url: "/api" }],
    components: { securitySchemes },
  });
  const access = new Map(procedures().map(({ name, meta }) => [name, meta]));
  for (const path of Object.values(document.paths ?? {})) {
    for (const method of methods) {
      const operation = path?.[method];
      const meta = operation?.operationId ? access.get(operation.operationId) : undefined;
      if (operation && meta) Object.assign(operation, describe(operation.operationId ?? "", meta));
    }
  }
  return document;
}

export interface NamedProcedure {
  /** `<module>.<procedure>` */
  name: string;
  meta: ProcedureMeta;
  method: string;
  path: string;
}

/** Every procedure of the contract, in its order. */
export function procedures(): NamedProcedure[] {
  return Object.entries(contract).flatMap(([module, procedures]) =>
    Object.entries(procedures).map(([name, procedure]) => {
      const { meta, route } = procedure["~orpc"];
      return {
        name: `${module}.${name}`,
        meta,
        method: route.method ?? "GET",
        path: route.path ?? "",
      };
    }),
  );
}

function describe(name: string, { access, journal }: ProcedureMeta) {
  const groups = groupsOf(name);
  const byToken = groups.length > 0 ? [{ token: [] }] : [];
  return {
    description: `${accessText(access)} ${tokenText(groups)}`,
    security: access.who === "public" ? [] : [{ session: [] }, ...byToken],
    "x-access": access,
    "x-token-groups": groups,
    ...(journal ? { "x-journal": journal } : {}),
  };
}

function tokenText(groups: readonly string[]): string {
  if (groups.length === 0) return "Not by token.";
  return `By a token with ${groups.join(" or ")}.`;
}

function accessText(access: Access): string {
  if (access.who === "public") return "Anybody may call this.";
  if (access.who === "signed-in") return "Any signed-in account may call this.";
  const scope = access.on === "town" ? "held on the whole town" : "within the areas they cover";
  return `For ${access.roles.join(", ")}, ${scope}.`;
}
