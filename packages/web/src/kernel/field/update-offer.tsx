import { m } from "@lianfang/messages/messages.js";
import { Button } from "./parts/button.tsx";
import { useStatus } from "./phone.ts";
import { takeUpdate, useUpdate } from "./update.ts";

/** Taken when it suits: what is typed is kept, what waits goes on waiting. */
export function UpdateOffer() {
  const isThere = useUpdate();
  const { mustUpdate } = useStatus();
  if (!isThere) {
    if (!mustUpdate) return null;
    return <aside className="lf-f-offer">{m["field.update.needed"]()}</aside>;
  }
  return (
    <aside className="lf-f-offer">
      <p>{m["field.update.there"]()}</p>
      <Button onClick={takeUpdate}>{m["field.update.take"]()}</Button>
    </aside>
  );
}
