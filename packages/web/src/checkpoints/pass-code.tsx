/** A card's code: beside the pass, and large on a screen to be shown or kept as a picture. */
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api, client } from "../kernel/client.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Dialog } from "../kernel/kit/dialog.tsx";
import { DownloadButton } from "../kernel/kit/download.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { currentLocale } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { pictureOf } from "./pass-picture.ts";
import { passKinds } from "./words.ts";

type ShownPass = Awaited<ReturnType<typeof api.checkpoints.pass.call>>;

const asImage = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

export function PassCode({ pass }: { pass: ShownPass }) {
  const { passId } = pass;
  const { data, error, refetch } = useQuery(
    api.checkpoints.passCode.queryOptions({ input: { passId } }),
  );
  const mayPrint = useMay(api.checkpoints.passSheet);
  const [isLarge, setLarge] = useState(false);
  return (
    <Card title={m["checkpoints.code.title"]()}>
      {error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <img className="lf-pass-code" alt={m["checkpoints.code.alt"]()} src={asImage(data.svg)} />
      ) : null}
      <p className="lf-muted">{m["checkpoints.code.hint"]()}</p>
      <div className="lf-pass-actions">
        <Button disabled={!data} onClick={() => setLarge(true)}>
          {m["checkpoints.code.show"]()}
        </Button>
        {mayPrint ? (
          <DownloadButton
            fetch={() =>
              client.checkpoints.passSheet({ passIds: [passId], language: currentLocale() })
            }
            fallbackName="pass.pdf"
          >
            {m["checkpoints.print"]()}
          </DownloadButton>
        ) : null}
      </div>
      {data && isLarge ? (
        <LargeCode pass={pass} svg={data.svg} onClose={() => setLarge(false)} />
      ) : null}
    </Card>
  );
}

/** For a guard's camera, or for the family's own phone: whoever has no account photographs or keeps it. */
function LargeCode(props: { pass: ShownPass; svg: string; onClose: () => void }) {
  const { pass, svg, onClose } = props;
  const lines = linesOf(pass);
  const { holderName } = pass;
  return (
    <Dialog open title={holderName} footer={null} onCancel={onClose} className="lf-pass-large">
      <img alt={m["checkpoints.code.alt"]()} src={asImage(svg)} />
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <DownloadButton
        fetch={() => pictureOf(asImage(svg), [holderName, ...lines])}
        fallbackName={`${holderName}.png`}
      >
        {m["checkpoints.code.picture"]()}
      </DownloadButton>
    </Dialog>
  );
}

function linesOf({ kind, serial, plate, everyDays, validFrom, validUntil }: ShownPass): string[] {
  return [
    [
      passKinds[kind](),
      serial ? m["checkpoints.card.number"]({ number: String(serial).padStart(6, "0") }) : "",
      plate ?? "",
    ]
      .filter(Boolean)
      .join(" · "),
    // As printed: a picture that is kept says no "today".
    m["checkpoints.card.days"]({ from: validFrom, until: validUntil }),
    ...(everyDays ? [m["checkpoints.card.everyDays"]({ days: everyDays })] : []),
    m["checkpoints.card.foot"](),
  ];
}
