import type { api } from "../kernel/client.ts";

export type ShownArrival = Awaited<ReturnType<typeof api.screening.arrival.call>>;
