import { m } from "@lianfang/messages/messages.js";
import { Link } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { textOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { RulesView } from "./rules-view.tsx";
import { useVersions, type Version, type VersionState } from "./versions.ts";

const stateLabels: Record<VersionState, { tone: Tone; label: () => string }> = {
  coming: { tone: "blue", label: () => m["policy.state.coming"]() },
  "in-force": { tone: "green", label: () => m["policy.state.inForce"]() },
  past: { tone: "neutral", label: () => m["policy.state.past"]() },
};

function VersionTag({ state }: { state: VersionState }) {
  return <StateTag tone={stateLabels[state].tone}>{stateLabels[state].label()}</StateTag>;
}

function Withdraw({ version }: { version: Version }) {
  const withdraw = useCommand(api.policy.withdraw, version.versionId);
  const dates = useDates();
  const confirm = async () => {
    const done = await withdraw.send({ versionId: version.versionId });
    if (done) tell(m["policy.withdrawn"]());
    return done;
  };
  return (
    <ConfirmButton
      command={withdraw}
      question={m["policy.withdraw.question"]({ title: textOf(version.title) })}
      consequence={
        <p>{m["policy.withdraw.text"]({ day: dates.dayInFull(version.effectiveFrom) })}</p>
      }
      onConfirm={confirm}
    >
      {m["policy.withdraw"]()}
    </ConfirmButton>
  );
}

interface VersionListProps {
  versions: readonly Version[];
  stateOf: (version: Version) => VersionState;
  shownId: string | undefined;
}

function VersionList({ versions, stateOf, shownId }: VersionListProps) {
  const dates = useDates();
  return (
    <Card title={m["policy.versions"]()}>
      <ol className="lf-versions">
        {versions.map((version) => (
          <li key={version.versionId}>
            <Link
              to="/settings/policy"
              search={{ version: version.versionId }}
              aria-current={version.versionId === shownId ? "true" : undefined}
            >
              <span className="lf-rules-head">
                <strong>{m["policy.fromOn"]({ from: dates.day(version.effectiveFrom) })}</strong>
                <VersionTag state={stateOf(version)} />
              </span>
              <span>{textOf(version.title)}</span>
              <span className="lf-muted">
                {[version.approvedBy, dates.instant(version.approvedAt)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** The rules: those in force, those before, those to come. */
export function PolicyPage() {
  const { answer, versions, inForceId, stateOf } = useVersions();
  const { version: asked } = useFilters();
  const dates = useDates();
  const mayEnact = useMay(api.policy.enact);
  const shown = versions.find(({ versionId }) => versionId === (asked ?? inForceId)) ?? versions[0];
  const state = shown ? stateOf(shown) : undefined;
  return (
    <div className="lf-page">
      <PageHead
        title={m["policy.policy"]()}
        aside={state ? <VersionTag state={state} /> : null}
        intro={
          shown
            ? `${textOf(shown.title)} · ${m["policy.fromOn"]({ from: dates.dayInFull(shown.effectiveFrom) })}`
            : undefined
        }
        actions={
          shown && mayEnact ? (
            <>
              {state === "coming" ? <Withdraw version={shown} /> : null}
              <Link
                to="/settings/policy/new"
                search={{ from: shown.versionId }}
                className="lf-button-primary"
              >
                {m["policy.change"]()}
              </Link>
            </>
          ) : null
        }
      />
      {answer.error ? (
        <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.isPending ? (
        <CardLines count={10} />
      ) : shown ? (
        <div className="lf-detail lf-detail-split">
          <RulesView rules={shown.rules} />
          <aside className="lf-detail-side">
            <VersionList versions={versions} stateOf={stateOf} shownId={shown.versionId} />
          </aside>
        </div>
      ) : (
        <Empty title={m["policy.none"]()} />
      )}
    </div>
  );
}
