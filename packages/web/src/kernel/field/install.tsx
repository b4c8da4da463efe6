/** Onto the home screen: by a button where the browser offers one, else by a word how. */
import { m } from "@lianfang/messages/messages.js";
import { useSyncExternalStore } from "react";
import { listenersOf } from "../listeners.ts";
import { Button } from "./parts/button.tsx";
import { Note } from "./parts/notes.tsx";

interface Offer extends Event {
  prompt(): Promise<unknown>;
}

let offer: Offer | undefined;
const { subscribe, tell } = listenersOf();

function become(next: Offer | undefined): void {
  offer = next;
  tell();
}

/** To be called once at the start: browsers say so before anything is drawn. */
export function listenForInstall(): void {
  globalThis.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    become(event as Offer);
  });
  globalThis.addEventListener("appinstalled", () => become(undefined));
}

export function Install() {
  const offered = useSyncExternalStore(subscribe, () => offer);
  const isInstalled = globalThis.matchMedia("(display-mode: standalone)").matches;
  if (isInstalled) return null;
  if (!offered) return <Note title={m["field.install"]()}>{m["field.install.how"]()}</Note>;
  const install = async () => {
    await offered.prompt();
    become(undefined);
  };
  return <Button onClick={() => void install()}>{m["field.install"]()}</Button>;
}
