import { m } from "@lianfang/messages/messages.js";
import { api, client } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { DownloadButton } from "../kernel/kit/download.tsx";
import type { Picked } from "../kernel/kit/list-bulk.tsx";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { currentLocale } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { AreaName } from "../registry/place.tsx";
import { passKinds, passStates, passTones } from "./words.ts";

/** Applications and cards; several at once are approved or printed. */
export function PassesPage() {
  const dates = useDates();
  const mayApply = useMay(api.checkpoints.applyForPass);
  const mayIssue = useMay(api.checkpoints.issuePasses);
  const maySeeMisuse = useMay(api.checkpoints.passMisuses);
  return (
    <ListPage
      title={m["checkpoints.passes"]()}
      query={api.checkpoints.passes}
      input={({ search, area, kind, state }) => ({
        limit: 50,
        search,
        areaId: area,
        kind: keyIn(passKinds, kind),
        state: keyIn(passStates, state),
      })}
      searchLabel={m["checkpoints.passes.search"]()}
      filters={[
        { kind: "area", name: "area", label: m["checkpoints.area"]() },
        {
          kind: "chips",
          name: "state",
          label: m["checkpoints.state"](),
          options: choicesOf(passStates),
        },
        {
          kind: "choice",
          name: "kind",
          label: m["checkpoints.pass.kind"](),
          options: choicesOf(passKinds),
        },
      ]}
      columns={[
        {
          key: "holder",
          title: m["checkpoints.holder"](),
          cell: (row) => [row.holderName, row.plate].filter(Boolean).join(" "),
          card: "title",
        },
        { key: "kind", title: m["checkpoints.pass.kind"](), cell: (row) => passKinds[row.kind]() },
        { key: "area", title: m["checkpoints.area"](), cell: (row) => <AreaName of={row} /> },
        {
          key: "serial",
          title: m["checkpoints.serial"](),
          cell: (row) => (row.serial ? String(row.serial).padStart(6, "0") : "–"),
          align: "end",
        },
        {
          key: "until",
          title: m["checkpoints.validUntil"](),
          cell: (row) => dates.day(row.validUntil),
        },
        {
          key: "limit",
          title: m["checkpoints.limit"](),
          cell: (row) =>
            row.everyDays ? m["checkpoints.card.everyDays"]({ days: row.everyDays }) : "–",
          isMinor: true,
        },
        {
          key: "state",
          title: m["checkpoints.state"](),
          cell: (row) => <StateTag tone={passTones[row.state]}>{passStates[row.state]()}</StateTag>,
          card: "tag",
        },
      ]}
      rowKey={(row) => row.passId}
      to={(row) => `/checkpoints/passes/${row.passId}`}
      actions={
        maySeeMisuse ? (
          <AddressLink to="/checkpoints/passes/misuses">{m["checkpoints.misuses"]()}</AddressLink>
        ) : null
      }
      newTo={
        mayApply ? { to: "/checkpoints/passes/new", label: m["checkpoints.pass.new"]() } : undefined
      }
      {...(mayIssue
        ? {
            bulk: (picked: Picked, count: number, clear: () => void) => (
              <Bulk picked={picked} count={count} clear={clear} />
            ),
          }
        : {})}
      empty={{ title: m["checkpoints.passes.none"](), text: m["checkpoints.passes.none.text"]() }}
    />
  );
}

interface BulkProps {
  picked: Picked;
  count: number;
  clear: () => void;
}

/** Each at most two hundred at a time; what is ticked by "all" is too many to be looked at. */
const mostAtOnce = 200;

function Bulk({ picked, count, clear }: BulkProps) {
  const issue = useCommand(api.checkpoints.issuePasses);
  const passIds = "keys" in picked ? picked.keys : [];
  const isWrong = passIds.length === 0 || passIds.length > mostAtOnce;
  const approve = async () => {
    const answer = await issue.send({ passIds });
    if (!answer) return;
    tell(m["checkpoints.passes.issued"]({ count: answer.issued }));
    clear();
  };
  return (
    <>
      <SendButton command={issue} onSend={() => void approve()} isDisabled={isWrong}>
        {m["checkpoints.passes.issue"]({ count })}
      </SendButton>
      <DownloadButton
        fetch={() => client.checkpoints.passSheet({ passIds, language: currentLocale() })}
        fallbackName="passes.pdf"
        isDisabled={isWrong}
      >
        {m["checkpoints.passes.print"]({ count })}
      </DownloadButton>
    </>
  );
}
