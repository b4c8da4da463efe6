import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useMay } from "../kernel/me.ts";

/** What to do with an empty register: bring the spreadsheet. */
export function FirstSteps() {
  const mayImport = useMay(api.registry.startImport);
  if (!mayImport) return null;
  return (
    <Link to="/people/imports" className="lf-button-primary">
      {m["registry.import.start"]()}
    </Link>
  );
}
