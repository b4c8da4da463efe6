import { QuestionCircleOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { Popover } from "antd";
import type { ReactNode } from "react";
import "./send-button.css";

/** A word of explanation, opened by hand: 怎么算的 */
export function Help({ about, children }: { about: string; children: ReactNode }) {
  return (
    <Popover trigger="click" title={about} content={<div className="lf-help">{children}</div>}>
      <button type="button" className="lf-help-button" aria-label={m["web.help"]({ about })}>
        <QuestionCircleOutlined aria-hidden />
      </button>
    </Popover>
  );
}
