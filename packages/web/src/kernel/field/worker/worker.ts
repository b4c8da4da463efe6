/**
 * The service worker: keeps the app's own files, and nothing else, so that it starts without a
 * network. Pages and files of one version always come together; a new version waits until it is taken.
 */

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Event {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope extends EventTarget {
  location: Location;
  clients: { claim(): Promise<void> };
  registration: { active: unknown };
  skipWaiting(): Promise<void>;
  BarcodeDetector?: { getSupportedFormats(): Promise<string[]> };
}
declare const self: WorkerScope;

/** Filled in when the app is built. */
const built = {
  version: "__FIELD_VERSION__",
  /** What the first screen needs; the page itself first. */
  first: "__FIELD_FIRST__" as unknown as readonly string[],
  /** What is heavy and needed later. */
  rest: "__FIELD_REST__" as unknown as readonly string[],
};

const page = "/field";
const prefix = "lianfang-field-";
const cacheName = prefix + built.version;

async function fetchFirst(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(built.first.map((path) => new Request(path, { cache: "no-cache" })));
}

/** Where the browser reads codes itself, the reader in WebAssembly (a third of a megabyte) is left out. */
async function isWanted(path: string): Promise<boolean> {
  if (!path.endsWith(".wasm")) return true;
  const formats = (await self.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  return !formats.includes("qr_code");
}

async function fetchRest(): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const path of built.rest) {
    if (!(await isWanted(path)) || (await cache.match(path))) continue;
    // Named by its content: what the last version had needs no network.
    const known = await caches.match(path);
    if (known) await cache.put(path, known);
    else await cache.add(path);
  }
}

/** A first visit waits for no more than it shows; a new version is offered only once it is whole. */
async function install(): Promise<void> {
  await fetchFirst();
  if (self.registration.active) await fetchRest();
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function fromCache(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok && built.rest.includes(path)) await cache.put(path, fresh.clone());
  return fresh;
}

self.addEventListener("install", (event) => (event as Extendable).waitUntil(install()));
self.addEventListener("activate", (event) => (event as Extendable).waitUntil(dropOthers()));
self.addEventListener("message", (event) => {
  const { data } = event as MessageEvent<unknown>;
  if (data === "take-over") (event as Extendable).waitUntil(self.skipWaiting());
  // Without a network it is done another time.
  if (data === "fetch-the-rest") (event as Extendable).waitUntil(fetchRest().catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const { request, respondWith } = event as Fetching;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") return respondWith.call(event, fromCache(request, page));
  if (built.first.includes(url.pathname) || built.rest.includes(url.pathname))
    respondWith.call(event, fromCache(request, url.pathname));
});

export {};
