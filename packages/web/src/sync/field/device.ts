/** What the phone is to the server: its name, the app's version, the sets it knows. */
import type { PhoneWorld } from "@lianfang/core/sync/phone/world.ts";
import { protocolVersion } from "@lianfang/core/sync/protocol.ts";
import { fieldModules } from "../../kernel/field/modules.ts";

declare const __APP_VERSION__: string;

export const appVersion = __APP_VERSION__;

/** 型号 when the browser tells it: Android · Chrome; good enough to tell phones apart in a list. */
export function deviceLabel(agent = globalThis.navigator.userAgent): string {
  const system =
    /\(Linux; (Android [^;)]+)(?:; ([^;)]+))?/.exec(agent)?.slice(1).filter(Boolean).join(" ") ??
    /(iPhone|iPad|Windows|Macintosh|Linux)/.exec(agent)?.[1] ??
    "";
  const browser = /(MicroMessenger|HuaweiBrowser|EdgA?|Firefox|Chrome|Safari)\//.exec(agent)?.[1];
  return [system, browser].filter(Boolean).join(" · ").slice(0, 60);
}

export const appOf = (label: string): PhoneWorld["app"] => ({
  label,
  version: appVersion,
  protocol: protocolVersion,
});

export const knownSets = (): PhoneWorld["sets"] => fieldModules().flatMap(({ sets = [] }) => sets);
