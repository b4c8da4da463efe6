import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { DownloadButton } from "../kernel/kit/download.tsx";
import { useLocale } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { ReadingDialog } from "./reading-dialog.tsx";
import { ReleaseDialog } from "./release-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import type { ShownOrder } from "./shown-order.ts";

type Opened = "reading" | "release" | "revoke";

/** The one next action first: release when it is due, else the reading. */
export function OrderActions({ order }: { order: ShownOrder }) {
  const [opened, setOpened] = useState<Opened>();
  const mayRead = useMay(api.observation.recordReading);
  const mayRelease = useMay(api.observation.release);
  const mayRevoke = useMay(api.observation.revoke);
  const close = () => setOpened(undefined);
  if (order.state === "released") return <Certificates order={order} />;
  if (order.state === "revoked") return null;
  return (
    <>
      {order.isReleaseDue && mayRelease ? (
        <Button type="primary" onClick={() => setOpened("release")}>
          {m["observation.release"]()}
        </Button>
      ) : null}
      {mayRead ? (
        <Button
          type={order.isReleaseDue ? "default" : "primary"}
          onClick={() => setOpened("reading")}
        >
          {m["observation.reading.record"]()}
        </Button>
      ) : null}
      {mayRevoke ? (
        <Button danger onClick={() => setOpened("revoke")}>
          {m["observation.revoke"]()}
        </Button>
      ) : null}
      {opened === "reading" ? (
        <ReadingDialog orderId={order.orderId} name={order.name} onClose={close} />
      ) : null}
      {opened === "release" ? <ReleaseDialog order={order} onClose={close} /> : null}
      {opened === "revoke" ? <RevokeDialog orderId={order.orderId} onClose={close} /> : null}
    </>
  );
}

function Certificates({ order: { orderId, orderNumber } }: { order: ShownOrder }) {
  const may = useMay(api.observation.certificate);
  const language = useLocale();
  if (!may) return null;
  return (
    <>
      {(["pdf", "docx"] as const).map((format) => (
        <DownloadButton
          key={format}
          kind={format === "pdf" ? "primary" : "default"}
          fetch={() => api.observation.certificate.call({ orderId, format, language })}
          fallbackName={`${orderNumber}.${format}`}
        >
          {m["observation.certificate"]()} {format === "pdf" ? "PDF" : "Word"}
        </DownloadButton>
      ))}
    </>
  );
}
