/** The published description of the API, as far as the page reads it. */
import { contract } from "@lianfang/core/contract.ts";
import type { Access } from "@lianfang/core/kernel/access.ts";
import { getContractRouter, isContractProcedure } from "@orpc/contract";
import { z } from "zod";

const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()).optional(),
  "x-journal": z.string().optional(),
  "x-token-groups": z.array(z.string()).default([]),
});

export const ApiDocument = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

export interface Procedure {
  /** `<module>.<procedure>` */
  name: string;
  module: string;
  method: string;
  path: string;
  summary: string;
  journal: string | undefined;
  access: Access | undefined;
  /** The groups of a token that cover it. */
  tokenGroups: readonly string[];
  /** Codes of the problems it may answer with. */
  problems: readonly { code: string; status: number | undefined }[];
  operation: z.infer<typeof Operation>;
}

const methods = new Set(["get", "post", "put", "patch", "delete"]);

interface Described {
  meta: { access?: Access };
  errorMap: Readonly<Record<string, { status?: number } | undefined>>;
}

function declared(name: string): Pick<Procedure, "access" | "problems"> {
  const found = getContractRouter(contract, name.split("."));
  if (!isContractProcedure(found)) return { access: undefined, problems: [] };
  const { meta, errorMap }: Described = found["~orpc"];
  const problems = Object.entries(errorMap).map(([code, item]) => ({ code, status: item?.status }));
  return { access: meta.access, problems };
}

/** Every procedure of the document, in its order. */
export function proceduresOf(document: z.infer<typeof ApiDocument>): Procedure[] {
  return Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).flatMap(([method, given]) => {
      const operation = methods.has(method) ? Operation.safeParse(given).data : undefined;
      if (!operation) return [];
      const name = operation.operationId;
      return [
        {
          name,
          module: name.split(".")[0] ?? "",
          method: method.toUpperCase(),
          path,
          summary: operation.summary ?? "",
          journal: operation["x-journal"],
          tokenGroups: operation["x-token-groups"],
          ...declared(name),
          operation,
        },
      ];
    }),
  );
}
