import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { mostLevels } from "@lianfang/core/organization/chain.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Dialog } from "../kernel/kit/dialog.tsx";
import { ProblemNote } from "../kernel/kit/problem-note.tsx";
import { AddLevel, RenameLevel } from "./chain-level-form.tsx";
import { type Level, levelName } from "./chain-of-targets.ts";
import { RemoveLevel } from "./remove-level.tsx";

interface ChainDialogProps {
  /** Highest first. */
  levels: readonly Level[];
  onClose: () => void;
}

type Open = { part: "rename" | "remove"; level: Level } | { part: "add" };

/** The chain's levels: added, renamed, moved, removed. One dialog stands at a time. */
export function ChainDialog({ levels, onClose }: ChainDialogProps) {
  const [open, setOpen] = useState<Open>();
  const back = () => setOpen(undefined);
  if (open?.part === "add") return <AddLevel onClose={back} />;
  if (open?.part === "rename") return <RenameLevel level={open.level} onClose={back} />;
  if (open?.part === "remove") return <RemoveLevel level={open.level} onClose={back} />;
  return <Levels levels={levels} onOpen={setOpen} onClose={onClose} />;
}

function Levels({ levels, onOpen, onClose }: ChainDialogProps & { onOpen: (open: Open) => void }) {
  const edit = useCommand(api.organization.editChainLevel);
  const isFull = levels.length >= mostLevels;
  const move = ({ level }: Level, before: Level | undefined) =>
    void edit.send({ level, beforeLevel: before?.level ?? null });
  return (
    <Dialog open title={m["organization.chain.edit"]()} onCancel={onClose} footer={null}>
      <p className="lf-muted">{m["organization.chain.edit.text"]()}</p>
      <ol className="lf-chain">
        {levels.map((level, at) => (
          <li key={level.level} className="lf-chain-level">
            <span className="lf-chain-name">
              {at + 1}. {levelName(level)}
            </span>
            <Button
              type="text"
              size="small"
              icon={<ArrowUpOutlined aria-hidden />}
              aria-label={m["organization.chain.up"]({ name: levelName(level) })}
              disabled={at === 0 || edit.isBusy}
              onClick={() => move(level, levels[at - 1])}
            />
            <Button
              type="text"
              size="small"
              icon={<ArrowDownOutlined aria-hidden />}
              aria-label={m["organization.chain.down"]({ name: levelName(level) })}
              disabled={at === levels.length - 1 || edit.isBusy}
              onClick={() => move(level, levels[at + 2])}
            />
            <Button
              type="text"
              size="small"
              aria-label={m["organization.chain.renameOf"]({ name: levelName(level) })}
              onClick={() => onOpen({ part: "rename", level })}
            >
              {m["organization.chain.rename"]()}
            </Button>
            <Button
              type="text"
              size="small"
              aria-label={m["organization.chain.removeOf"]({ name: levelName(level) })}
              disabled={levels.length === 1}
              onClick={() => onOpen({ part: "remove", level })}
            >
              {m["organization.chain.remove"]()}
            </Button>
          </li>
        ))}
      </ol>
      {edit.problem ? <ProblemNote problem={edit.problem} /> : null}
      <Button disabled={isFull} onClick={() => onOpen({ part: "add" })}>
        {m["organization.chain.add"]()}
      </Button>{" "}
      {isFull ? (
        <span className="lf-muted">{m["organization.chain.full"]({ most: mostLevels })}</span>
      ) : null}
    </Dialog>
  );
}
