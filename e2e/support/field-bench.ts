/** Bundled for the browser by the test of the phone's storage: the adapter, its vault, and the model. */
import { changed, emptyContents } from "@lianfang/testkit/simulation/memory-store.ts";
import { openFieldDatabase, storeNames } from "../../packages/web/src/sync/field/database.ts";
import { sealerWith } from "../../packages/web/src/sync/field/sealing.ts";
import { openStore } from "../../packages/web/src/sync/field/store.ts";
import * as vault from "../../packages/web/src/sync/field/vault.ts";

export const bench = {
  changed,
  emptyContents,
  openFieldDatabase,
  openStore,
  sealerWith,
  storeNames,
  vault,
};
export type Bench = typeof bench;

Object.assign(globalThis, { bench });
