import { useQuery } from "@tanstack/react-query";
import { api } from "./client.ts";

/** Whether a town exists, which there are, and a demo's cards. */
export function useWelcome() {
  return useQuery(api.organization.welcome.queryOptions({ input: {}, staleTime: 60_000 }));
}
