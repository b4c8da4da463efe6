/** Requests, as they reach the server's own routes. */
import type { Reply } from "@lianfang/core/sync/phone/world.ts";
import type { Circumstances, Device, Path } from "./device.ts";
import type { Stage } from "./towns.ts";
import { type Going, type World, workerOf } from "./world.ts";

export async function deliver(
  stage: Stage,
  path: Path,
  body: string,
  token: string,
): Promise<Reply> {
  const answer = await stage.application.app.http.inject({
    method: "POST",
    url: `/api/sync/${path}`,
    headers: { "content-type": "application/json" },
    cookies: { lianfang: token },
    payload: body,
  });
  if (answer.statusCode === 200) return { is: "answered", body: answer.json() };
  return { is: "refused", status: answer.statusCode };
}

/** How the phones of a world meet the network. */
export function circumstancesOf(world: World, late: Going["late"]): Circumstances {
  return {
    chance: world.chance,
    wire: {
      deliver: (path, body, token) => deliver(world.stage, path, body, token),
      keepForLater: (path, body, token) => void late.push({ path, body, token }),
    },
    trueNow: () => world.nowMs,
  };
}

export async function signIn({ stage, townId }: World, device: Device): Promise<void> {
  device.token = await stage.signIn(townId, workerOf(stage, device));
}

/** Something that stalled in the network arrives, whatever has happened since. */
export async function arriveLate({ world, late }: Going): Promise<void> {
  const at = world.chance.below(Math.max(1, late.length));
  const [message] = late.splice(at, 1);
  if (message) await deliver(world.stage, message.path, message.body, message.token);
}
