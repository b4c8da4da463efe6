/** The process that searches for one plan and ends: solving blocks for seconds. */
import { loadSolver, type SearchRequest, search } from "./plan-search.ts";

process.once("disconnect", () => process.exit());
process.once("message", async (request: SearchRequest) => {
  const result = search(request, await loadSolver());
  process.send?.(result, undefined, {}, () => process.disconnect());
});
