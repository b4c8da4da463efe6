import type { Access } from "@lianfang/core/kernel/access.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Input } from "antd";
import { type ReactNode, useState } from "react";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { type Fact, Facts } from "../kernel/kit/facts.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { listed } from "../kernel/locale.ts";
import { roleLabel } from "../kernel/roles.ts";
import { ApiDocument, type Procedure, proceduresOf } from "./document.ts";
import "./page.css";
import "../kernel/kit/list.css";

const address = "/api/openapi.json";

/** So many found by a search are shown open. */
const fewEnoughToOpen = 5;

function useApiDocument() {
  return useQuery({
    queryKey: ["openapi"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const answer = await fetch(address, { signal });
      if (!answer.ok) throw new Error(`${answer.status}`);
      return ApiDocument.parse(await answer.json());
    },
  });
}

function accessText(access: Access | undefined): string {
  if (!access || access.who === "public") return m["web.api.anybody"]();
  if (access.who === "signed-in") return m["web.api.signedIn"]();
  const roles = listed(access.roles.map(roleLabel));
  return access.on === "town" ? m["web.api.onTown"]({ roles }) : m["web.api.onArea"]({ roles });
}

interface FoldProps {
  title: ReactNode;
  children: ReactNode;
  startsOpen?: boolean;
}

/** Its inside is made only once it is opened: all of them together are most of a megabyte. */
function Fold({ title, children, startsOpen = false }: FoldProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen ? children : null}
    </details>
  );
}

function Schema({ title, value }: { title: string; value: unknown }) {
  if (value === undefined) return null;
  return (
    <Fold title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
    </Fold>
  );
}

function ProcedureView({ procedure, startsOpen }: { procedure: Procedure; startsOpen: boolean }) {
  const { method, path, summary } = procedure;
  return (
    <li className="lf-api">
      <Fold
        startsOpen={startsOpen}
        title={
          <span className="lf-api-head">
            <code className={`lf-api-method lf-api-${method.toLowerCase()}`}>{method}</code>
            <code>/api{path}</code>
            <span>{summary}</span>
          </span>
        }
      >
        <ProcedureFacts procedure={procedure} />
      </Fold>
    </li>
  );
}

function ProcedureFacts({ procedure }: { procedure: Procedure }) {
  const { access, tokenGroups, journal, operation } = procedure;
  const problems = procedure.problems.map(({ code, status }) => (
    <code key={code}>
      {code}
      {status ? ` ${status}` : ""}
    </code>
  ));
  const facts: Fact[] = [
    [m["web.api.who"](), accessText(access)],
    [
      m["tokens.api.groups"](),
      tokenGroups.length > 0 ? tokenGroups.join(" · ") : m["tokens.api.noToken"](),
    ],
    [m["web.api.journal"](), journal],
    [
      m["web.api.problems"](),
      <span key="problems" className="lf-api-problems">
        {problems}
      </span>,
    ],
  ];
  return (
    <>
      <Facts columns={1} facts={facts} />
      <Schema title={m["web.api.parameters"]()} value={operation.parameters} />
      <Schema title={m["web.api.body"]()} value={operation.requestBody} />
      <Schema title={m["web.api.answers"]()} value={operation.responses} />
    </>
  );
}

/** How another system gets in. */
function HowTo() {
  const call = `curl -H "Authorization: Bearer $LIANFANG_TOKEN" \\\n  ${window.location.origin}/api/registry/changes/residents?limit=200`;
  return (
    <div className="lf-api-how">
      <Card title={m["tokens.api.how"]()}>
        <p>{m["tokens.api.how.text"]()}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <pre className="lf-api-call" tabIndex={0}>
          {call}
        </pre>
        <p>{m["tokens.api.docs"]()}</p>
        <p>
          <Link to="/settings/tokens">{m["tokens.api.make"]()}</Link>
        </p>
      </Card>
    </div>
  );
}

function matches({ name, path, summary }: Procedure, text: string): boolean {
  return `${name} ${path} ${summary}`.toLowerCase().includes(text.toLowerCase());
}

/** The API, readable: what there is, who may call it, what may go wrong. */
export function ApiPage() {
  const answer = useApiDocument();
  const [typed, setTyped] = useState("");
  const all = answer.data ? proceduresOf(answer.data) : [];
  const found = all.filter((procedure) => matches(procedure, typed.trim()));
  const isFew = found.length <= fewEnoughToOpen;
  const modules = [...new Set(found.map(({ module }) => module))];
  return (
    <div className="lf-page">
      <PageHead
        title={m["web.api"]()}
        aside={<b>{all.length}</b>}
        intro={m["web.api.intro"]()}
        actions={
          <a href={address} target="_blank" rel="noreferrer">
            openapi.json
          </a>
        }
      />
      <HowTo />
      <div className="lf-list-filters">
        <Input
          className="lf-list-search"
          type="search"
          allowClear
          value={typed}
          aria-label={m["web.api.search"]()}
          placeholder={m["web.api.search"]()}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {answer.error ? (
        <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.isPending ? (
        <CardLines count={10} />
      ) : found.length === 0 ? (
        <Empty title={m["web.list.nothingFound"]()} />
      ) : (
        <div className="lf-detail">
          {modules.map((module) => (
            <Card key={module} title={module}>
              <ul className="lf-apis">
                {found
                  .filter((procedure) => procedure.module === module)
                  .map((procedure) => (
                    <ProcedureView
                      key={`${procedure.name} ${isFew}`}
                      procedure={procedure}
                      startsOpen={isFew}
                    />
                  ))}
              </ul>
            </Card>
          ))}
        </div>
      )}
    </div>
  );
}
