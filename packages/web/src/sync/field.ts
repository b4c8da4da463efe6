import type { FieldModule } from "../kernel/field/modules.ts";
import { MeScreen } from "./field/me.tsx";
import { OutboxScreen } from "./field/outbox.tsx";
import { ChangePinScreen } from "./field/pin-change.tsx";
import { SignInAgainScreen } from "./field/sign-in.tsx";

export const syncField: FieldModule = {
  name: "sync",
  screens: [
    { path: "/me", Screen: MeScreen },
    { path: "/outbox", Screen: OutboxScreen },
    { path: "/pin", Screen: ChangePinScreen },
    { path: "/sign-in", Screen: SignInAgainScreen },
  ],
};
