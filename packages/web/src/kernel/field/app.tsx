import { type ComponentType, type ReactNode, StrictMode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { useLocale } from "../locale.ts";
import { listenForInstall } from "./install.tsx";
import { startRouter } from "./router.tsx";
import { FieldShell } from "./shell.tsx";
import { showSize } from "./size.ts";
import { keepForOffline } from "./update.ts";
import "./field.css";

type Gate = ComponentType<{ children: ReactNode }>;

function App({ Gate }: { Gate: Gate }) {
  const locale = useLocale();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <Gate key={locale}>
      <FieldShell />
    </Gate>
  );
}

/** Puts the app on the screen. @param gate lets whoever has unlocked the phone pass */
export function mountField(gate: Gate, place: HTMLElement): void {
  showSize();
  startRouter();
  listenForInstall();
  createRoot(place).render(
    <StrictMode>
      <App Gate={gate} />
    </StrictMode>,
  );
  void keepForOffline();
}
