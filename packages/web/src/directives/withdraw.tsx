import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

/** Takes a directive back for good, with the reason everybody reads. */
export function Withdraw({ directiveId }: { directiveId: string }) {
  const [isOpen, setOpen] = useState(false);
  const withdraw = useCommand(api.directives.withdraw, directiveId);
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {m["directives.withdraw"]()}
      </Button>
      {isOpen ? (
        <ReasonDialog
          name={`withdraw-${directiveId}`}
          title={m["directives.withdraw.title"]()}
          text={m["directives.withdraw.text"]()}
          send={m["directives.withdraw"]()}
          done={m["directives.withdraw.done"]()}
          command={withdraw}
          onSend={(reason) => withdraw.send({ directiveId, reason })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
