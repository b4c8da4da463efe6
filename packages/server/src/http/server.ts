/** The HTTP side: API, web pages and health on one port. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import cookies from "@fastify/cookie";
import files from "@fastify/static";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { SmartCoercionPlugin } from "@orpc/json-schema";
import { OpenAPIHandler } from "@orpc/openapi/fastify";
import type { AnyRouter } from "@orpc/server";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Logger } from "pino";
import type { Locale, SessionCookie } from "../kernel/context.ts";
import type { PlainRoute } from "../kernel/endpoint/plain-route.ts";
import type { CallContext } from "../kernel/endpoint/transport.ts";
import { problemText } from "../kernel/problem-text.ts";
import { cookiePart, withProof } from "../kernel/session/session.ts";

export interface HttpParts {
  router: AnyRouter;
  log: Logger;
  /** The address people open; with https the cookie is bound to it and HSTS is sent. */
  publicUrl: string | undefined;
  /** Folder of the built screens; without it only the API is served. */
  webFolder: string | undefined;
  health(): Promise<{ isWell: boolean; report: unknown }>;
  openapi(): Promise<unknown>;
  plain: readonly PlainRoute[];
  /** Turns whatever a plain route threw into an answer in the caller's language. */
  refusal(error: unknown, locale: Locale): { status: number; toJSON(): unknown };
}

const jsonLimit = 1024 * 1024;
const uploadLimit = 21 * 1024 * 1024;
const streamed = /^\/api\/(journal\/live|registry\/imports\/[^/]+\/progress)\b/;

export async function openHttp(parts: HttpParts): Promise<FastifyInstance> {
  const isSecure = parts.publicUrl?.startsWith("https:") ?? false;
  const loggerInstance: FastifyBaseLogger = parts.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: jsonLimit,
    // What is under way is answered first; whoever closes this ends the live streams before.
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
  });
  await app.register(cookies);
  takeUploads(app);
  guardOrigin(app, parts.publicUrl);
  app.addHook("onSend", async (request, reply) => securityHeaders(request, reply, isSecure));
  app.get("/api/health", async (_request, reply) => {
    const { isWell, report } = await parts.health();
    return reply.status(isWell ? 200 : 503).send(report);
  });
  app.get("/api/openapi.json", () => parts.openapi());
  servePlain(app, parts, isSecure);
  serveApi(app, parts.router, isSecure);
  if (parts.webFolder) await serveScreens(app, parts.webFolder);
  return app;
}

/** Uploads are read whole under a limit and handed on as form data. */
function takeUploads(app: FastifyInstance): void {
  app.addContentTypeParser(
    "multipart/form-data",
    { parseAs: "buffer", bodyLimit: uploadLimit },
    async (request: FastifyRequest, body: Buffer) =>
      new Response(new Uint8Array(body), {
        headers: { "content-type": request.headers["content-type"] ?? "" },
      }).formData(),
  );
}

function servePlain(app: FastifyInstance, { plain, refusal }: HttpParts, isSecure: boolean): void {
  for (const { path, handle } of plain) {
    app.post(path, async (request, reply) => {
      const call = callOf(request, reply, isSecure);
      try {
        return await handle(request.body, call);
      } catch (error) {
        const refused = refusal(error, call.locale);
        return reply.status(refused.status).send(refused.toJSON());
      }
    });
  }
}

function callOf(request: FastifyRequest, reply: FastifyReply, isSecure: boolean): CallContext {
  return {
    locale: localeOf(request),
    address: request.ip,
    session: cookieOf(request, reply, isSecure),
    bearer: bearerOf(request),
    header: (name, value) => void reply.header(name, value),
  };
}

function serveApi(app: FastifyInstance, router: AnyRouter, isSecure: boolean): void {
  const handler = new OpenAPIHandler<CallContext>(router, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
  });
  app.all("/api/*", async (request, reply) => {
    const context = callOf(request, reply, isSecure);
    const { matched } = await handler.handle(request, reply, { prefix: "/api", context });
    if (!matched) await refuse(request, reply, kernelProblems.notFound());
  });
  app.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
    if (error.statusCode === 413) {
      return refuse(request, reply, kernelProblems.tooLarge({ limitBytes: uploadLimit }));
    }
    if (error.statusCode && error.statusCode < 500) {
      return refuse(request, reply, kernelProblems.invalid({ fields: [] }));
    }
    request.log.error({ err: error }, "request failed outside the endpoint");
    return refuse(request, reply, kernelProblems.unavailable());
  });
}

function localeOf(request: FastifyRequest): Locale {
  return /^\s*en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "zh-CN";
}

function cookieOf(request: FastifyRequest, reply: FastifyReply, isSecure: boolean): SessionCookie {
  const proof = proofOf(request);
  const name = `${isSecure ? "__Host-" : ""}lianfang${proof ? "-phone" : ""}`;
  const options = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure } as const;
  const cookie = request.cookies[name];
  return {
    token: cookie && withProof(cookie, proof),
    proof,
    set: (token) =>
      void reply.setCookie(name, cookiePart(token), { ...options, ...lasting(proof) }),
    clear: () => void reply.clearCookie(name, options),
  };
}

/** What a phone keeps under its PIN: a session opened with it is nothing without it. */
function proofOf(request: FastifyRequest): string | undefined {
  const proof = request.headers["x-lianfang-phone"];
  return typeof proof === "string" && /^[\w-]{32,64}$/.test(proof) ? proof : undefined;
}

/** A phone's cookie outlives the browser, which phones close as they like; the server ends the session. */
function lasting(proof: string | undefined): { maxAge?: number } {
  return proof ? { maxAge: 7 * 24 * 3600 } : {};
}

/** Anything after the scheme counts, so that a token cut off or mistyped is told from none. */
function bearerOf(request: FastifyRequest): string | undefined {
  return /^bearer\b\s*(.*)$/i.exec(request.headers.authorization ?? "")?.[1]?.trim();
}

/** Cross-site writes are refused: a browser says where a request comes from, others hold no cookie. */
function guardOrigin(app: FastifyInstance, publicUrl: string | undefined): void {
  app.addHook("onRequest", async (request, reply) => {
    if (request.method === "GET" || request.method === "HEAD") return;
    const site = request.headers["sec-fetch-site"];
    const origin = request.headers.origin;
    const isOurs =
      origin === undefined ||
      URL.parse(origin)?.host === request.headers.host ||
      (publicUrl !== undefined && origin === new URL(publicUrl).origin);
    if ((site !== undefined && site !== "same-origin" && site !== "none") || !isOurs) {
      await refuse(request, reply, kernelProblems.forbidden());
    }
  });
}

async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: { code: string; status: number; details: unknown },
): Promise<void> {
  const { code, status, details } = problem;
  const { message, mend } = problemText(code, details, localeOf(request));
  await reply
    .status(status)
    .send({ defined: true, code, status, message, data: { details, mend } });
}

async function securityHeaders(request: FastifyRequest, reply: FastifyReply, isSecure: boolean) {
  reply.header(
    "content-security-policy",
    `default-src 'self'; ${scripts(request.url)}style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; ` +
      "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
  );
  reply.header("x-content-type-options", "nosniff");
  reply.header("referrer-policy", "same-origin");
  reply.header("cross-origin-opener-policy", "same-origin");
  if (isSecure) reply.header("strict-transport-security", "max-age=31536000");
  if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
  if (streamed.test(request.url)) reply.header("x-accel-buffering", "no");
}

/** The phone's app reads codes in WebAssembly where its browser can't; nothing else needs that. */
function scripts(url: string): string {
  return /^\/field(?:[/?]|$)/.test(url) ? "script-src 'self' 'wasm-unsafe-eval'; " : "";
}

async function serveScreens(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, "desk.html"))) return;
  await app.register(files, {
    root: folder,
    index: "desk.html",
    preCompressed: true,
    setHeaders: (response, path) => {
      const isNamedByContent = path.includes(`${join(folder, "assets")}`);
      response.header(
        "cache-control",
        isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache",
      );
    },
  });
  // The screens route by address themselves; only what looks like a page falls back to them. A
  // figure's page has points in its name: there the browser says that it wants a page.
  app.setNotFoundHandler(async (request, reply) => {
    const [path = ""] = request.url.split("?");
    const wantsPage = /\btext\/html\b/.test(request.headers.accept ?? "");
    const looksLikeFile = /\.\w+$/.test(path) && (!wantsPage || path.startsWith("/assets/"));
    const isPage = request.method === "GET" && !looksLikeFile;
    if (isPage) return reply.sendFile(/^\/field(\/|$)/.test(path) ? "field.html" : "desk.html");
    return refuse(request, reply, kernelProblems.notFound());
  });
}
