/** One directive as the town sees it: who let the time pass on top, then every unit. */
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { DownloadButton } from "../kernel/kit/download.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { listed, nameOf, useLocale } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { FeedbackCard } from "./feedback.tsx";
import { PaperEnd, PaperText, usePaperFacts } from "./paper.tsx";
import { DirectiveTag } from "./standing-tag.tsx";
import { UnitTable } from "./unit-table.tsx";
import { WaitedFor } from "./waited-for.tsx";
import { Withdraw } from "./withdraw.tsx";

type Shown = Awaited<ReturnType<typeof api.directives.directive.call>>;

const list = "/command/directives";

export function DirectivePage() {
  const { directiveId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.directives.directive.queryOptions({ input: { directiveId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return <Directive directive={data} />;
}

function Directive({ directive }: { directive: Shown }) {
  const facts = usePaperFacts(directive, list);
  const mayRemind = useMay(api.directives.waitedFor);
  const mayEnter = useMay(api.directives.enter);
  const { progress, state, units } = directive;
  const isWaiting = state === "standing" && progress.confirmed < progress.units;
  return (
    <DetailPage
      title={directive.title}
      state={
        <>
          <DirectiveTag state={state} />
          <StateTag tone={isWaiting ? "amber" : "green"}>
            {m["directives.confirmedOf"]({ count: progress.confirmed, total: progress.units })}
          </StateTag>
        </>
      }
      back={{ to: list, label: m["directives.directives"]() }}
      actions={<Actions directive={directive} />}
      side={
        <>
          {isWaiting && mayRemind ? <WaitedFor directive={directive} /> : null}
          <TakeOut directive={directive} />
        </>
      }
    >
      <PaperEnd paper={directive} to={list} />
      <Laggards directive={directive} />
      <Card>
        <Facts facts={facts} />
      </Card>
      <PaperText paper={directive} />
      <Card title={m["directives.units.title"]({ count: units.length })}>
        <UnitTable directive={directive} mayEnter={mayEnter && state === "standing"} />
      </Card>
      <FeedbackCard directiveId={directive.directiveId} />
    </DetailPage>
  );
}

/** Named first, and those who were late after them. */
function Laggards({ directive: { units, progress } }: { directive: Shown }) {
  const overdue = units.filter(({ isOverdue }) => isOverdue).map(nameOf);
  const late = units.filter(({ acknowledged }) => acknowledged?.isLate).map(nameOf);
  if (overdue.length === 0 && late.length === 0) return null;
  return (
    <Note tone={overdue.length > 0 ? "wrong" : "attention"}>
      {overdue.length > 0 ? (
        <p>
          <strong>{m["directives.laggards"]({ count: progress.overdue })}</strong> {listed(overdue)}
        </p>
      ) : null}
      {late.length > 0 ? (
        <p>{m["directives.lateOnes"]({ count: late.length, names: listed(late) })}</p>
      ) : null}
    </Note>
  );
}

function Actions({ directive }: { directive: Shown }) {
  const mayIssue = useMay(api.directives.issue);
  if (!mayIssue || directive.state !== "standing") return null;
  return (
    <>
      <AddressLink to={`${list}/new?replaces=${directive.directiveId}`} className="lf-button">
        {m["directives.replace"]()}
      </AddressLink>
      <Withdraw directiveId={directive.directiveId} />
    </>
  );
}

const formats = ["pdf", "docx", "xlsx"] as const;

function TakeOut({ directive: { directiveId, number } }: { directive: Shown }) {
  const language = useLocale();
  const names = {
    pdf: m["directives.file.pdf"](),
    docx: m["directives.file.docx"](),
    xlsx: m["directives.file.xlsx"](),
  };
  return (
    <Card title={m["directives.file"]()}>
      <div className="lf-directive-presets">
        {formats.map((format) => (
          <DownloadButton
            key={format}
            fetch={() => api.directives.file.call({ directiveId, format, language })}
            fallbackName={`${number}.${format}`}
          >
            {names[format]}
          </DownloadButton>
        ))}
      </div>
    </Card>
  );
}
