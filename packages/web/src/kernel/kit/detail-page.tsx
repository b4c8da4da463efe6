import type { ReactNode } from "react";
import { type Fact, Facts } from "./facts.tsx";
import { PageHead } from "./page-head.tsx";
import "./detail.css";

export interface TimelineEntry {
  key: string;
  /** When, as said: 今天 16:00 */
  when: string;
  what: ReactNode;
  who?: string | undefined;
  tone?: "plain" | "red" | "green";
}

/** What happened, newest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="lf-timeline">
      {entries.map((entry) => (
        <li key={entry.key} className={`lf-timeline-${entry.tone ?? "plain"}`}>
          <span className="lf-timeline-when">{entry.when}</span>
          <span>{entry.what}</span>
          {entry.who ? <span className="lf-muted">{entry.who}</span> : null}
        </li>
      ))}
    </ol>
  );
}

/** A headed card. */
export function Card({
  title,
  actions,
  children,
}: {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="lf-card">
      {title || actions ? (
        <div className="lf-card-head">
          {title ? <h2>{title}</h2> : null}
          {actions ? <div className="lf-card-actions">{actions}</div> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

interface DetailPageProps {
  /** Who or what. */
  title: string;
  /** How it stands, as tags. */
  state?: ReactNode;
  /** One line below: where, since when. */
  intro?: ReactNode;
  back: { to: string; label: string };
  /** The one thing to do next, and at most two others. */
  actions?: ReactNode;
  facts?: readonly Fact[];
  factsTitle?: string;
  /** The story between the facts and the timeline. */
  children?: ReactNode;
  timeline?: readonly TimelineEntry[];
  timelineTitle?: string;
  /** Who answers for it, and what belongs to it. */
  side?: ReactNode;
}

/** Who or what with its state and the one next action, the facts, the timeline; who answers beside. */
export function DetailPage(props: DetailPageProps) {
  return (
    <div className="lf-page">
      <PageHead
        title={props.title}
        aside={props.state}
        intro={props.intro}
        back={props.back}
        actions={props.actions}
      />
      <div className={props.side ? "lf-detail lf-detail-split" : "lf-detail"}>
        <div className="lf-detail-main">
          {props.facts ? (
            <Card {...(props.factsTitle ? { title: props.factsTitle } : {})}>
              <Facts facts={props.facts} />
            </Card>
          ) : null}
          {props.children}
          {props.timeline && props.timeline.length > 0 ? (
            <Card {...(props.timelineTitle ? { title: props.timelineTitle } : {})}>
              <Timeline entries={props.timeline} />
            </Card>
          ) : null}
        </div>
        {props.side ? <aside className="lf-detail-side">{props.side}</aside> : null}
      </div>
    </div>
  );
}
