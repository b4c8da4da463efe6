import type { Bulletin } from "@lianfang/core/command/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { DownloadButton } from "../kernel/kit/download.tsx";
import { Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useLocale } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { BulletinAreas } from "./bulletin-areas.tsx";
import { Remarks } from "./bulletin-remarks.tsx";
import { BulletinTag } from "./bulletins.tsx";
import { FigureTable } from "./figures.tsx";

/** One day's bulletin: figures as of the cut-off, remarks, issue, download. */
export function BulletinPage() {
  const { bulletinId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.command.bulletin.queryOptions({ input: { bulletinId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return <Shown bulletin={data} />;
}

function Shown({ bulletin }: { bulletin: Bulletin }) {
  const dates = useDates();
  const locale = useLocale();
  const isDraft = bulletin.state === "draft";
  const mayEdit = useMay(api.command.editRemarks) && isDraft;
  return (
    <DetailPage
      title={m["command.bulletin.of"]({ day: dates.dayInFull(bulletin.day) })}
      state={<BulletinTag state={bulletin.state} />}
      intro={m["command.bulletin.intro"]({
        number: bulletin.issueNumber,
        at: dates.instant(bulletin.cutOffAt),
      })}
      back={{ to: "/command/bulletins", label: m["command.bulletins"]() }}
      actions={<Actions bulletin={bulletin} />}
      side={<Downloads bulletin={bulletin} />}
    >
      <Card title={m["command.bulletin.remarks"]()}>
        {mayEdit ? (
          <Remarks key={bulletin.revision} bulletin={bulletin} />
        ) : (
          <p className="lf-bulletin-remarks">
            {(locale === "en" ? bulletin.remarks.en : bulletin.remarks.zh) ||
              m["command.bulletin.remarks.none"]()}
          </p>
        )}
      </Card>
      <Card title={m["command.bulletin.figures"]()}>
        <FigureTable figures={bulletin.figures} at={bulletin.cutOffAt} />
      </Card>
      <BulletinAreas byArea={bulletin.byArea} />
    </DetailPage>
  );
}

function Actions({ bulletin }: { bulletin: Bulletin }) {
  const { bulletinId, revision, state } = bulletin;
  const issue = useCommand(api.command.issueBulletin, bulletinId);
  const mayIssue = useMay(api.command.issueBulletin);
  if (state === "issued" || !mayIssue) return null;
  return (
    <ConfirmButton
      kind="primary"
      isDanger={false}
      question={m["command.bulletin.issue.question"]()}
      consequence={<p>{m["command.bulletin.issue.consequence"]()}</p>}
      command={issue}
      onConfirm={async () => {
        const answer = await issue.send({ bulletinId, revision });
        if (answer) tell(m["command.bulletin.issue.done"]());
        return answer;
      }}
    >
      {m["command.bulletin.issue"]()}
    </ConfirmButton>
  );
}

const formats = ["docx", "pdf"] as const;
const languages = ["zh-CN", "en"] as const;

function Downloads({ bulletin }: { bulletin: Bulletin }) {
  const dates = useDates();
  const { bulletinId, day, state, issuedAt, issuedBy, digest, journalHead } = bulletin;
  const names = {
    "zh-CN": m["command.bulletin.inChinese"](),
    en: m["command.bulletin.inEnglish"](),
  };
  return (
    <>
      <Card title={m["command.bulletin.download"]()}>
        {state === "draft" ? (
          <p className="lf-muted">{m["command.bulletin.download.draft"]()}</p>
        ) : null}
        <div className="lf-bulletin-files">
          {languages.flatMap((language) =>
            formats.map((format) => (
              <DownloadButton
                key={`${language} ${format}`}
                fetch={() => api.command.bulletinFile.call({ bulletinId, format, language })}
                fallbackName={`bulletin-${day}-${language}.${format}`}
              >
                {names[language]} {format === "docx" ? "Word" : "PDF"}
              </DownloadButton>
            )),
          )}
        </div>
      </Card>
      {state === "issued" ? (
        <Card title={m["command.bulletin.proof"]()}>
          <Facts
            columns={1}
            facts={[
              [m["command.bulletin.issuedAt"](), issuedAt ? dates.instant(issuedAt) : undefined],
              [m["command.bulletin.issuedBy"](), issuedBy],
              [m["command.bulletin.digest"](), digest ? code(digest) : undefined],
              [m["command.bulletin.journalHead"](), journalHead ? code(journalHead) : undefined],
            ]}
          />
        </Card>
      ) : null}
    </>
  );
}

function code(text: string) {
  return <code>{text}</code>;
}
