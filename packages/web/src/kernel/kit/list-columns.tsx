import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import { Button, Checkbox, Drawer } from "antd";
import { useIsPhone } from "./screen-size.ts";

interface ColumnChooserProps {
  /** All there are, in the list's order. */
  all: readonly { key: string; title: string }[];
  /** Those shown, in their order. */
  chosen: readonly string[];
  choose: (columns: readonly string[] | null) => void;
  onClose: () => void;
}

/** Which columns are shown, and in which order. */
export function ColumnChooser({ all, chosen, choose, onClose }: ColumnChooserProps) {
  const isPhone = useIsPhone();
  const titleOf = (key: string) => all.find((one) => one.key === key)?.title ?? key;
  const hidden = all.filter(({ key }) => !chosen.includes(key));
  const move = (key: string, by: -1 | 1) => {
    const at = chosen.indexOf(key);
    const next = chosen.filter((one) => one !== key);
    next.splice(at + by, 0, key);
    choose(next);
  };
  return (
    <Drawer
      open
      title={m["lists.columns"]()}
      placement={isPhone ? "bottom" : "right"}
      size={isPhone ? "85%" : 360}
      // Beside it the list is seen to follow.
      mask={isPhone}
      onClose={onClose}
      footer={
        <div className="lf-send">
          <Button type="primary" onClick={onClose}>
            {m["web.close"]()}
          </Button>
          <Button onClick={() => choose(null)}>{m["lists.columns.usual"]()}</Button>
        </div>
      }
    >
      <ul className="lf-columns">
        {chosen.map((key, at) => (
          <li key={key}>
            <Checkbox
              checked
              disabled={chosen.length === 1}
              onChange={() => choose(chosen.filter((one) => one !== key))}
            >
              {titleOf(key)}
            </Checkbox>
            <span>
              <Button
                type="text"
                size="small"
                aria-label={m["lists.columns.up"]({ column: titleOf(key) })}
                disabled={at === 0}
                icon={<ArrowUpOutlined />}
                onClick={() => move(key, -1)}
              />
              <Button
                type="text"
                size="small"
                aria-label={m["lists.columns.down"]({ column: titleOf(key) })}
                disabled={at === chosen.length - 1}
                icon={<ArrowDownOutlined />}
                onClick={() => move(key, 1)}
              />
            </span>
          </li>
        ))}
      </ul>
      {hidden.length > 0 ? <h3>{m["lists.columns.more"]()}</h3> : null}
      <ul className="lf-columns">
        {hidden.map(({ key, title }) => (
          <li key={key}>
            <Checkbox checked={false} onChange={() => choose([...chosen, key])}>
              {title}
            </Checkbox>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
