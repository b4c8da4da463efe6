import { m } from "@lianfang/messages/messages.js";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { useCarriedState } from "../kernel/kit/carried.ts";
import { Facts } from "../kernel/kit/facts.tsx";
import { PlainPage } from "../kernel/kit/plain-page.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { Steps } from "../kernel/kit/steps.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useEnter } from "../kernel/session.tsx";
import { useWelcome } from "../kernel/welcome.ts";
import type { FoundingDraft } from "./founding-draft.ts";
import { CodeStep, PeopleStep } from "./founding-people.tsx";
import { PreviewOf, usePreview } from "./founding-preview.tsx";
import { SourceStep } from "./founding-source.tsx";
import "./found.css";

interface StepProps {
  draft: FoundingDraft;
  go: (step: number, change?: FoundingDraft) => void;
}

function PreviewStep({ draft, go }: StepProps) {
  const preview = usePreview(draft.source);
  if (!draft.source) return <SourceStep draft={draft} onDone={(change) => go(2, change)} />;
  return (
    <>
      <PreviewOf source={draft.source} />
      <div className="lf-foot">
        <Button type="primary" disabled={!preview.data} onClick={() => go(3)}>
          {m["organization.found.useThis"]()}
        </Button>
        <Button onClick={() => go(1)}>{m["organization.found.other"]()}</Button>
      </div>
    </>
  );
}

function ConfirmStep({ draft, go }: StepProps) {
  const preview = usePreview(draft.source).data;
  const command = useCommand(api.organization.found);
  const enter = useEnter();
  const navigate = useNavigate();
  const { code, source, responseName, userName, displayName, password } = draft;
  const found = async () => {
    if (!code || !source || !responseName || !userName || !displayName || !password) return go(0);
    const answer = await command.send({
      code,
      source,
      responseName,
      responseNameEn: draft.responseNameEn,
      activatedOn: draft.activatedOn,
      director: { userName, displayName, password },
    });
    if (!answer) return;
    await enter();
    await navigate({ to: "/", replace: true });
  };
  const isWrongCode = command.problem?.code === "organization.wrongFoundingCode";
  return (
    <>
      <Facts
        facts={[
          [m["organization.town"](), preview ? nameOf(preview) : undefined],
          [
            m["organization.preview.size"](),
            preview
              ? m["organization.preview.sizeText"]({
                  villages: preview.villages.length,
                  units: preview.units.reduce((sum, unit) => sum + unit.count, 0),
                })
              : undefined,
          ],
          [m["organization.response"](), responseName],
          [
            m["organization.response.firstDay"](),
            draft.activatedOn ?? m["organization.response.today"](),
          ],
          [m["organization.director"](), `${displayName ?? ""} (${userName ?? ""})`],
        ]}
      />
      <div className="lf-foot">
        <SendButton command={command} onSend={() => void found()}>
          {m["organization.found"]()}
        </SendButton>
        <Button onClick={() => go(isWrongCode ? 0 : 3)}>
          {isWrongCode ? m["organization.found.mendCode"]() : m["organization.found.back"]()}
        </Button>
      </div>
    </>
  );
}

/** Founding a town: the code, the town, the people, and a last look before it is made. */
export function FoundPage() {
  const welcome = useWelcome();
  const [draft, setDraft] = useCarriedState<FoundingDraft>("founding", {});
  const [step, setStep] = useCarriedState("founding-step", 0);
  const go = (next: number, change: FoundingDraft = {}) => {
    setDraft((before) => ({ ...before, ...change }));
    setStep(next);
    window.scrollTo({ top: 0 });
  };
  if (welcome.data?.isFounded && step === 0) return <Navigate to="/" replace />;
  return (
    <PlainPage
      title={m["organization.found.title"]()}
      intro={m["organization.found.intro"]()}
      isWide
    >
      <Steps
        titles={[
          m["organization.found.step.code"](),
          m["organization.found.step.source"](),
          m["organization.found.step.preview"](),
          m["organization.found.step.people"](),
          m["organization.found.step.confirm"](),
        ]}
        at={step}
      />
      {step === 0 ? <CodeStep draft={draft} onDone={(change) => go(1, change)} /> : null}
      {step === 1 ? <SourceStep draft={draft} onDone={(change) => go(2, change)} /> : null}
      {step === 2 ? <PreviewStep draft={draft} go={go} /> : null}
      {step === 3 ? (
        <PeopleStep draft={draft} onBack={() => go(2)} onDone={(change) => go(4, change)} />
      ) : null}
      {step === 4 ? <ConfirmStep draft={draft} go={go} /> : null}
    </PlainPage>
  );
}
