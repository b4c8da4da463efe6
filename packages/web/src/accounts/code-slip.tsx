import type { Instant } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useDates } from "../kernel/clock.ts";
import { copyText } from "../kernel/kit/copy.ts";
import { Facts } from "../kernel/kit/facts.tsx";
import { Note } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useTown } from "../kernel/me.ts";
import "./grants.css";

export interface InitialCode {
  displayName: string;
  userName: string;
  /** `null` when the answer was a repeat: the code was shown once and is kept nowhere. */
  code: string | null;
  codeExpiresAt: Instant;
}

/** A single-use code, shown once: to be copied, or printed and handed over. */
export function CodeSlip({ displayName, userName, code, codeExpiresAt }: InitialCode) {
  const town = useTown();
  const dates = useDates();
  if (!code) return <Note tone="attention">{m["accounts.code.gone"]()}</Note>;
  const address = `${window.location.origin}/activate`;
  const copy = async () => {
    const text = m["accounts.code.copyText"]({ town: nameOf(town), address, userName, code });
    tell((await copyText(text)) ? m["accounts.code.copied"]() : m["accounts.code.notCopied"]());
  };
  return (
    <div className="lf-code-slip">
      <Note tone="attention">{m["accounts.code.once"]()}</Note>
      <Facts
        columns={1}
        facts={[
          [m["organization.town"](), nameOf(town)],
          [m["accounts.displayName"](), displayName],
          [m["accounts.userName"](), userName],
          [m["accounts.code.where"](), address],
          [m["accounts.code.until"](), dates.instant(codeExpiresAt)],
        ]}
      />
      <code className="lf-code">{code}</code>
      <div className="lf-send">
        <Button type="primary" onClick={() => void copy()}>
          {m["accounts.code.copy"]()}
        </Button>
        <Button onClick={() => window.print()}>{m["accounts.code.print"]()}</Button>
      </div>
    </div>
  );
}
