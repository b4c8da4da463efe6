/** The typed client of the API, and the same as queries. */
import { contract } from "@lianfang/core/contract.ts";
import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { QueryClient } from "@tanstack/react-query";
import { currentLocale } from "./locale.ts";
import { noteAnswer } from "./network.ts";
import { isRefusal } from "./problem.ts";
import { signedInAgain } from "./session-state.ts";

const link = new OpenAPILink(contract, {
  url: `${globalThis.location.origin}/api`,
  headers: () => ({ "accept-language": currentLocale() }),
  fetch: async (request, init) => {
    try {
      const response = await fetch(request, { ...init, credentials: "same-origin" });
      noteAnswer(true);
      return response;
    } catch (error) {
      if (!request.signal.aborted) noteAnswer(false);
      throw error;
    }
  },
  interceptors: [
    async ({ next, ...call }) => {
      try {
        return await next();
      } catch (error) {
        // The session ended under somebody's hands: once signed in again, the same call goes on.
        if (!(await signedInAgain(error, call.path))) throw error;
        return await next();
      }
    },
  ],
});

export const client: ContractRouterClient<typeof contract> = createORPCClient(link);

/** Every procedure by its path: `api.registry.residents.queryOptions({ input })`. */
export const api = createTanstackQueryUtils(client);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only silence is worth asking again.
      retry: (failures, error) => !isRefusal(error) && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
