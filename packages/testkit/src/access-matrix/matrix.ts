/** Makes the calls and tells where they did not end as declared. */
import type { ProcedureMeta } from "@lianfang/core/kernel/procedure.ts";
import { ORPCError } from "@orpc/server";
import { v7 as uuidv7 } from "uuid";
import type { Actor } from "./actors.ts";
import { expectation, type Outcome } from "./expectation.ts";
import type { Fixture } from "./fixture.ts";
import type { AnyProbe, Place } from "./probe.ts";

interface Ended {
  /** The problem's code for anything that is neither an answer nor a refusal of access. */
  outcome: Outcome | string;
  answer?: unknown;
}

type Call = (input: object) => Promise<Ended>;

/** One line for each call that did not end as it should. */
export async function mismatches(
  fixture: Fixture,
  name: string,
  meta: ProcedureMeta,
): Promise<string[]> {
  const [module = "", procedure = ""] = name.split(".");
  const probe = fixture.modules.get(module)?.probes[procedure];
  if (!probe) return [`${name} has no probe in access-matrix/probes/${module}.ts`];
  const found: string[] = [];
  for (const actor of callersOf(meta, probe, fixture.actors)) {
    const call: Call = (input) => callAs(fixture, actor, [module, procedure], meta, input);
    const lines = await probeAs({
      name,
      probe,
      actor,
      meta,
      call,
      places: fixture.placesFor(module),
    });
    found.push(...lines.map((line) => `${actor.name}, ${line}`));
  }
  return found;
}

/**
 * What anybody may call knows no caller: a few stand for all. What is about the own account knows
 * no scope: each role once.
 */
function callersOf({ access }: ProcedureMeta, probe: AnyProbe, actors: readonly Actor[]): Actor[] {
  if (access.who === "public")
    return firstOfEach(actors, (actor) => `${actor.is} ${actor.token?.is}`);
  if (access.who === "signed-in" && probe.kind === "plain") {
    return firstOfEach(
      actors,
      (actor) => `${actor.is} ${actor.isAtHome && actor.role} ${tokenKind(actor)}`,
    );
  }
  return [...actors];
}

function tokenKind({ token }: Actor): string {
  return token ? `${token.is} ${token.groups.join()}` : "";
}

function firstOfEach(actors: readonly Actor[], kindOf: (actor: Actor) => string): Actor[] {
  return [...Map.groupBy(actors, kindOf).values()].flatMap(([first]) => first ?? []);
}

interface Probing {
  name: string;
  probe: AnyProbe;
  actor: Actor;
  meta: ProcedureMeta;
  call: Call;
  places: readonly Place[];
}

async function probeAs(probing: Probing): Promise<string[]> {
  switch (probing.probe.kind) {
    case "plain":
      return probePlain({ ...probing, probe: probing.probe });
    case "aimed":
      return probeAimed({ ...probing, probe: probing.probe });
    case "list":
      return probeList({ ...probing, probe: probing.probe });
  }
}

type Of<Kind extends AnyProbe["kind"]> = Probing & { probe: Extract<AnyProbe, { kind: Kind }> };

async function probePlain({
  name,
  probe,
  actor,
  meta,
  call,
  places,
}: Of<"plain">): Promise<string[]> {
  const [place] = places;
  if (!place) return ["no place to call for"];
  const { outcome } = await call(await probe.input(place));
  return differing("called", expectation(name, meta.access, actor).plain, outcome, probe.ends);
}

async function probeAimed({
  name,
  probe,
  actor,
  meta,
  call,
  places,
}: Of<"aimed">): Promise<string[]> {
  const lines: string[] = [];
  const { plain, at } = expectation(name, meta.access, actor);
  // Whoever is refused whatever is asked for is refused before it is looked at: once will do.
  for (const place of plain === "let in" ? places : places.slice(0, 1)) {
    const { outcome } = await call(await probe.input(place));
    lines.push(...differing(`at ${place.name}`, at(place.name), outcome, probe.ends));
  }
  return lines;
}

async function probeList(probing: Of<"list">): Promise<string[]> {
  const { name, probe, actor, meta, call, places } = probing;
  const expected = expectation(name, meta.access, actor);
  const { outcome, answer } = await call(probe.input);
  const lines = differing("the list", expected.plain, outcome);
  if (lines.length > 0 || outcome !== "let in") return lines;
  for (const place of places) {
    const isShown = probe.shows(answer, place);
    if (isShown !== (expected.at(place.name) === "let in")) {
      lines.push(`the list ${isShown ? "shows" : "does not show"} ${place.name}`);
    }
  }
  return probe.narrowed ? [...lines, ...(await probeNarrowed(probing))] : lines;
}

async function probeNarrowed({
  name,
  probe,
  actor,
  meta,
  call,
  places,
}: Of<"list">): Promise<string[]> {
  const lines: string[] = [];
  for (const place of places) {
    const { outcome, answer } = await call(probe.narrowed?.(place) ?? {});
    const isShown = outcome === "let in" && probe.shows(answer, place);
    if (isShown === (expectation(name, meta.access, actor).at(place.name) === "let in")) continue;
    lines.push(`narrowed to ${place.name} ends ${outcome}, ${isShown ? "shown" : "not shown"}`);
  }
  return lines;
}

function differing(
  what: string,
  expected: Outcome,
  outcome: string,
  ends: string | undefined = undefined,
): string[] {
  const isAsExpected = outcome === (expected === "let in" ? (ends ?? expected) : expected);
  return isAsExpected ? [] : [`${what}: should be ${expected}, is ${outcome}`];
}

/** Calls and undoes. */
async function callAs(
  { sandbox }: Fixture,
  actor: Actor,
  path: readonly [string, string],
  meta: ProcedureMeta,
  input: object,
): Promise<Ended> {
  const given = meta.kind === "command" ? { id: uuidv7(), ...input } : input;
  const procedure = procedureOf(actor.call, path);
  return sandbox.undoing(async () => {
    try {
      const answer = await procedure(given);
      await closeStream(answer);
      return { outcome: "let in", answer };
    } catch (error) {
      return { outcome: refusal(error) };
    }
  });
}

function procedureOf(call: object, [module, name]: readonly [string, string]) {
  const procedure: unknown = Reflect.get(Reflect.get(call, module), name);
  if (typeof procedure !== "function") throw new Error(`the server lacks ${module}.${name}`);
  return procedure;
}

/** What is not there and what lies outside one's reach must look alike: the code says so. */
function refusal(error: unknown): string {
  if (!(error instanceof ORPCError)) throw error;
  if (error.code === "kernel.unauthenticated") return "unauthenticated";
  if (error.code === "kernel.tokenEnded") return "unauthenticated";
  if (error.code === "kernel.forbidden") return "forbidden";
  if (error.code === "kernel.tokenNotGranted") return "forbidden";
  return /\.([a-z]+N|n)otFound$/.test(error.code) ? "not found" : error.code;
}

async function closeStream(answer: unknown): Promise<void> {
  if (typeof answer !== "object" || answer === null || !(Symbol.asyncIterator in answer)) return;
  const stream: unknown = Reflect.get(answer, "return");
  if (typeof stream === "function") await stream.call(answer, undefined);
}
