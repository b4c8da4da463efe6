import type { api } from "../kernel/client.ts";

export type ShownOrder = Awaited<ReturnType<typeof api.observation.order.call>>;
