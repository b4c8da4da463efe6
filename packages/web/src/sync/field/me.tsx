/** Who holds this phone, how it stands with the server, and the way out. */
import { m } from "@lianfang/messages/messages.js";
import { type ReactNode, useEffect, useState } from "react";
import { townInstant, useDates } from "../../kernel/field/clock.ts";
import { Install } from "../../kernel/field/install.tsx";
import { Ask } from "../../kernel/field/parts/ask.tsx";
import { Button, ButtonLink } from "../../kernel/field/parts/button.tsx";
import { Choices } from "../../kernel/field/parts/fields.tsx";
import { Note } from "../../kernel/field/parts/notes.tsx";
import { Screen } from "../../kernel/field/parts/screen.tsx";
import { useMe, usePhone, useStatus } from "../../kernel/field/phone.ts";
import { chooseSize, useLargeText } from "../../kernel/field/size.ts";
import { nameOf, switchLanguage, useLocale } from "../../kernel/locale.ts";
import { roleLabel, scopeKindLabels } from "../../kernel/roles.ts";
import { appVersion, deviceLabel } from "./device.ts";

export function MeScreen() {
  const phone = usePhone();
  const me = useMe();
  return (
    <Screen title={m["field.me"]()}>
      <section className="lf-f-card">
        <h2>{me.displayName}</h2>
        <p>{nameOf(me.town)}</p>
        <ul className="lf-f-grants">
          {me.grants.map((grant) => (
            <li key={`${grant.role} ${"scopeId" in grant ? grant.scopeId : ""}`}>
              {roleLabel(grant.role)} · {scopeKindLabels[grant.scopeKind]()}
            </li>
          ))}
        </ul>
      </section>
      <Contact />
      <Looks />
      <Install />
      <section className="lf-f-part">
        <Button kind="main" onClick={phone.lock}>
          {m["field.lock"]()}
        </Button>
        <ButtonLink href="/pin">{m["field.pin.change"]()}</ButtonLink>
        <SignOut />
      </section>
    </Screen>
  );
}

function Contact() {
  const status = useStatus();
  const dates = useDates();
  const used = useStorageUsed();
  const { lastContactAt, skewMs } = status;
  const { isDrill } = useMe().town;
  const minutesOff = Math.abs(skewMs) / 60_000;
  // A drill may be held on another day than today's.
  const isOff = minutesOff >= 5 && !(isDrill && minutesOff > 24 * 60);
  return (
    <section className="lf-f-card">
      <dl className="lf-f-facts">
        <Fact label={m["field.lastContact"]()}>
          {lastContactAt ? dates.instant(townInstant(lastContactAt)) : m["field.neverSent"]()}
        </Fact>
        <Fact label={m["field.outbox.toSend"]()}>{status.waiting}</Fact>
        <Fact label={m["field.outbox.toMend"]()}>{status.refused + status.conflicts}</Fact>
        <Fact label={m["field.device"]()}>{deviceLabel()}</Fact>
        <Fact label={m["field.storage"]()}>{used}</Fact>
        <Fact label={m["field.version"]()}>{appVersion}</Fact>
      </dl>
      {isOff ? (
        <Note tone="amber">{m["field.clockOff"]({ span: dates.span(minutesOff) })}</Note>
      ) : null}
      <ButtonLink href="/outbox">{m["field.outbox"]()}</ButtonLink>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** 3.2 MB */
function useStorageUsed(): string {
  const [bytes, setBytes] = useState<number>();
  useEffect(() => {
    void globalThis.navigator.storage?.estimate?.().then(({ usage }) => setBytes(usage));
  }, []);
  return bytes === undefined ? "–" : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

function Looks() {
  const isLarge = useLargeText();
  const locale = useLocale();
  return (
    <>
      <Choices
        label={m["field.textSize"]()}
        choices={[
          { value: "normal", label: m["field.textSize.normal"]() },
          { value: "large", label: m["field.textSize.large"]() },
        ]}
        value={isLarge ? "large" : "normal"}
        onChoose={(size) => chooseSize(size === "large")}
      />
      <Choices
        label={m["web.language"]()}
        choices={[
          { value: "zh-CN", label: "中文" },
          { value: "en", label: "English" },
        ]}
        value={locale}
        onChoose={switchLanguage}
      />
    </>
  );
}

/** Deletes everything; what was never sent only after it was said how much that is. */
function SignOut() {
  const phone = usePhone();
  const { waiting, refused, conflicts } = useStatus();
  const [isAsked, setAsked] = useState(false);
  const unsent = waiting + refused + conflicts;
  return (
    <>
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {m["field.signOut"]()}
      </Button>
      {isAsked ? (
        <Ask
          title={m["field.signOut.title"]()}
          yes={
            unsent > 0 ? m["field.signOut.yesLosing"]({ count: unsent }) : m["field.signOut.yes"]()
          }
          isDangerous
          onYes={async () => void (await phone.signOut(unsent > 0))}
          onClose={() => setAsked(false)}
        >
          {unsent > 0 ? m["field.signOut.losing"]({ count: unsent }) : m["field.signOut.text"]()}
        </Ask>
      ) : null}
    </>
  );
}
