/** Somebody's phone, as it speaks with the server: it remembers its key, and nothing else. */
import type { PullAnswer, PushAnswer } from "@lianfang/core/sync/protocol.ts";
import { v7 as uuidv7 } from "uuid";
import type { TestApplication, Visitor } from "./application.ts";

/** @param clock what the phone believes the time to be */
export function phoneOf(
  { app }: Pick<TestApplication, "app">,
  owner: Visitor,
  clock: string,
  change: object = {},
) {
  const device = {
    id: uuidv7(),
    label: "红米",
    appVersion: "0.1.0",
    protocol: 1,
    clock,
    ...change,
  };
  let key: string | undefined;
  const post = async (path: string, body: object) => {
    const answer = await app.http.inject({
      method: "POST",
      url: `/api/sync/${path}`,
      cookies: owner.cookie.token ? { lianfang: owner.cookie.token } : {},
      payload: { device: { ...device, key }, ...body },
    });
    const said = answer.json();
    key = said.deviceKey ?? key;
    return said;
  };
  return {
    device,
    post,
    push: (commands: object[], rest: object = {}): Promise<PushAnswer> =>
      post("push", { commands, ...rest }),
    pull: (sets: object[], rest: object = {}): Promise<PullAnswer> =>
      post("pull", { sets, ...rest }),
  };
}
