/** The one file that knows all modules. */
import { contract } from "@lianfang/core/contract.ts";
import { accessesIn, groupsOf } from "@lianfang/core/token-groups.ts";
import type { ContractRouterClient } from "@orpc/contract";
import { type AnyRouter, createRouterClient } from "@orpc/server";
import type { FastifyInstance } from "fastify";
import type { PoolConfig } from "pg";
import type { Logger } from "pino";
import { readingMeter } from "./accounts/reading/meter.ts";
import { accountsParts, accountsRoutes } from "./accounts/routes.ts";
import { tokenAdmission } from "./accounts/tokens/admission.ts";
import { checkpointAreaRecords } from "./checkpoints/area-records-store.ts";
import { checkpointsParts, checkpointsRoutes } from "./checkpoints/routes.ts";
import { checkpointTargets } from "./checkpoints/target-store.ts";
import { checkpointTownFile } from "./checkpoints/town-file.ts";
import { commandParts, commandRoutes } from "./command/routes.ts";
import { directivesParts, directivesRoutes } from "./directives/routes.ts";
import { openapiDocument } from "./http/openapi.ts";
import { openHttp } from "./http/server.ts";
import { journalParts, journalRoutes } from "./journal/routes.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Connectors } from "./kernel/connectors.ts";
import type { DemoCard, Kernel } from "./kernel/context.ts";
import { openDatabase, openPool } from "./kernel/database/database.ts";
import { migrate, schemaState } from "./kernel/database/migrate.ts";
import { openBatcher } from "./kernel/endpoint/batcher.ts";
import { bind, type EndpointParts } from "./kernel/endpoint/endpoint.ts";
import { refusalOf } from "./kernel/endpoint/refusals.ts";
import type { CallContext } from "./kernel/endpoint/transport.ts";
import { figureBook } from "./kernel/figures/figures.ts";
import { allReactions, openJobs } from "./kernel/jobs/jobs.ts";
import { openSystem, type System } from "./kernel/jobs/system.ts";
import { openLive } from "./kernel/live.ts";
import type { ModuleParts } from "./kernel/module.ts";
import { instanceKeys } from "./kernel/vault/keys.ts";
import { forgetTogether, vaultKeeper } from "./kernel/vault/vault.ts";
import { listsParts, listsRoutes } from "./lists/routes.ts";
import { observationParts, observationRoutes } from "./observation/routes.ts";
import type { AreaRecords } from "./organization/area-records.ts";
import { openFoundingCode } from "./organization/founding.ts";
import { organizationParts, organizationRoutes } from "./organization/routes.ts";
import type { TargetSources } from "./organization/target-tables.ts";
import { policyParts, policyRoutes } from "./policy/routes.ts";
import { registryAreaRecords } from "./registry/area-records-store.ts";
import { registryParts, registryRoutes } from "./registry/routes.ts";
import { registryTargets } from "./registry/target-store.ts";
import { roundAreaRecords } from "./rounds/area-records-store.ts";
import { roundsParts, roundsRoutes } from "./rounds/routes.ts";
import { screeningParts, screeningRoutes } from "./screening/routes.ts";
import { phoneDoors, syncRoutes } from "./sync/routes.ts";

export interface ApplicationParts {
  connection: PoolConfig;
  /** For migrations, where the running app's own role may not make tables. */
  ownerConnection?: PoolConfig;
  dataFolder: string;
  clock: Clock;
  log: Logger;
  version: string;
  publicUrl?: string | undefined;
  webFolder?: string | undefined;
  connectors?: Connectors | undefined;
  /** Only in a demo: cards may be added while it is being made. */
  demo?: { cards: DemoCard[] } | undefined;
}

/** The whole API as typed functions. */
export type Caller = ContractRouterClient<typeof contract>;

export interface Application {
  kernel: Kernel;
  system: System;
  http: FastifyInstance;
  /** Calls the API in this process, by the same way as over HTTP. */
  caller(context: CallContext): Caller;
  /** The one-time code for founding the first town; undefined once there is one. */
  foundingCode(): Promise<string | undefined>;
  /** Starts reactions and scheduled jobs. */
  startJobs(): Promise<void>;
  /** Runs a scheduled job now. */
  runJob(name: string): Promise<void>;
  /** Runs the long reactions that wait, where {@link startJobs} was not called. */
  runLongReactions(): Promise<void>;
  close(): Promise<void>;
}

const parts: readonly ModuleParts[] = [
  accountsParts,
  journalParts,
  listsParts,
  policyParts,
  organizationParts,
  registryParts,
  screeningParts,
  observationParts,
  checkpointsParts,
  directivesParts,
  roundsParts,
  commandParts,
];

/** What people answer for besides areas, told by the modules that know it. */
const targetSources: TargetSources = { ...registryTargets, ...checkpointTargets };

/** What lies in areas, told likewise: it moves when areas are merged. */
const areaRecords: readonly AreaRecords[] = [
  ...registryAreaRecords,
  ...checkpointAreaRecords,
  ...roundAreaRecords,
];

function routerOf(endpoint: EndpointParts): AnyRouter {
  return {
    accounts: bind(
      endpoint,
      "accounts",
      contract.accounts,
      accountsRoutes({ groupsOf, accessesIn }),
    ),
    journal: bind(endpoint, "journal", contract.journal, journalRoutes),
    lists: bind(endpoint, "lists", contract.lists, listsRoutes),
    policy: bind(endpoint, "policy", contract.policy, policyRoutes),
    organization: bind(
      endpoint,
      "organization",
      contract.organization,
      organizationRoutes({ targets: targetSources, areaRecords, townFile: [checkpointTownFile] }),
    ),
    registry: bind(endpoint, "registry", contract.registry, registryRoutes),
    screening: bind(endpoint, "screening", contract.screening, screeningRoutes),
    observation: bind(endpoint, "observation", contract.observation, observationRoutes),
    checkpoints: bind(endpoint, "checkpoints", contract.checkpoints, checkpointsRoutes),
    directives: bind(endpoint, "directives", contract.directives, directivesRoutes),
    rounds: bind(endpoint, "rounds", contract.rounds, roundsRoutes),
    command: bind(endpoint, "command", contract.command, commandRoutes),
    sync: bind(endpoint, "sync", contract.sync, syncRoutes(endpoint)),
  };
}

/** Opens the application on a database: migrates, seeds, binds; neither listens nor starts jobs. */
export async function openApplication(given: ApplicationParts): Promise<Application> {
  await prepare(given);
  const { clock, log, dataFolder } = given;
  const pool = openPool(given.connection);
  const db = openDatabase(pool);
  const keys = instanceKeys(dataFolder);
  const vaults = vaultKeeper(keys.master);
  const live = await openLive(pool);
  forgetTogether(vaults, live);
  const kernel: Kernel = {
    db,
    clock,
    keys,
    vaults,
    live,
    figures: figureBook(parts.flatMap((part) => part.figures ?? [])),
    ties: parts.flatMap((part) => part.ties ?? []),
    connectors: given.connectors ?? {},
    dataFolder,
    demo: given.demo,
  };
  const reactions = allReactions(parts.map((part) => part.reactions ?? {}));
  const jobs = openJobs(
    given.connection,
    reactions,
    parts.flatMap((part) => part.jobs ?? []),
    log,
  );
  const constraints = Object.assign({}, ...parts.map((part) => part.constraints ?? {}));
  const system = openSystem(kernel, jobs.afterWrite);
  const reading = readingMeter(system, log);
  const endpoint: EndpointParts = {
    kernel,
    log,
    constraints,
    afterWrite: jobs.afterWrite,
    batcher: openBatcher(),
    offline: new Map(),
    admitToken: tokenAdmission({ groupsOf, accessesIn }),
    reading,
  };
  const router = routerOf(endpoint);
  await jobs.open();
  const http = await openHttp({
    router,
    log,
    publicUrl: given.publicUrl,
    webFolder: given.webFolder,
    health: () => health(kernel, given.version),
    openapi: () => openapiDocument(router, given.version),
    plain: phoneDoors(
      endpoint,
      parts.flatMap((part) => part.pulls ?? []),
    ),
    refusal: (error, locale) => refusalOf(error, locale, constraints, log),
  });
  return {
    kernel,
    system,
    http,
    // The router is built from the contract, procedure by procedure; only the erased type is kept.
    caller: (context) => createRouterClient(router, { context }) as unknown as Caller,
    foundingCode: () => openFoundingCode(db, keys),
    startJobs: () => jobs.start(system),
    runJob: (name) => jobs.run(name, system),
    runLongReactions: () => jobs.runLong(system),
    async close() {
      await kernel.live.close();
      await http.close();
      await jobs.stop();
      await reading.close();
      await db.destroy();
    },
  };
}

/** Migrates and seeds, as the owner of the schema. */
async function prepare({ ownerConnection, connection }: ApplicationParts): Promise<void> {
  const db = openDatabase(openPool(ownerConnection ?? connection, 2, true));
  try {
    await migrate(db);
    for (const part of parts) await part.seed?.(db);
  } finally {
    await db.destroy();
  }
}

async function health(kernel: Kernel, version: string) {
  try {
    const schema = await schemaState(kernel.db);
    const report = { status: "ok", version, database: "ok", schema };
    return { isWell: schema.isCurrent, report };
  } catch {
    return { isWell: false, report: { status: "down", version, database: "unreachable" } };
  }
}
