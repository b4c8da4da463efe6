/** A screen whose weight comes when it is first opened; the phone has fetched it beforehand. */
import { m } from "@lianfang/messages/messages.js";
import { type ComponentType, createElement, useEffect, useState } from "react";
import { Button } from "./parts/button.tsx";
import { Empty } from "./parts/notes.tsx";

type Load<Props extends object> = () => Promise<ComponentType<Props>>;

/** What was loaded once is there at once from then on. */
const loaded = new WeakMap<Load<never>, ComponentType<never>>();

interface LaterProps<Props extends object> {
  /** The same function each time. */
  load: Load<Props>;
  props: Props;
}

export function Later<Props extends object>({ load, props }: LaterProps<Props>) {
  const [, setLoads] = useState(0);
  const [isMissing, setMissing] = useState(false);
  // Kept under the very function that gives a component of these props.
  const Screen = loaded.get(load as Load<never>) as ComponentType<Props> | undefined;
  useEffect(() => {
    let isGone = false;
    load().then(
      (screen) => {
        loaded.set(load as Load<never>, screen as ComponentType<never>);
        if (!isGone) setLoads((loads) => loads + 1);
      },
      () => {
        if (!isGone) setMissing(true);
      },
    );
    return () => {
      isGone = true;
    };
  }, [load]);
  if (Screen) return createElement(Screen, props);
  return isMissing ? <Missing /> : <div className="lf-f-screen" aria-busy />;
}

/** Only where the phone lost the network between the first page and the rest of the app. */
function Missing() {
  return (
    <main className="lf-f-main">
      <Empty
        title={m["field.missing"]()}
        text={m["field.missing.text"]()}
        action={
          <Button kind="main" onClick={() => globalThis.location.reload()}>
            {m["field.missing.again"]()}
          </Button>
        }
      />
    </main>
  );
}
