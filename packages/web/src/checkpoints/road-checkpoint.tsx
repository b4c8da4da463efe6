import { m } from "@lianfang/messages/messages.js";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { Labelled } from "../kernel/kit/labelled.tsx";

interface Picked {
  name: string;
  guards: number;
  checkpointId: string;
}

interface RegisterCheckpointProps {
  checkpointId: string | undefined;
  onPick: (picked: Picked | undefined) => void;
}

/** The checkpoint of the register that stands on a road: it is closed with it. */
export function RegisterCheckpoint({ checkpointId, onPick }: RegisterCheckpointProps) {
  const [search, setSearch] = useState("");
  const found = useQuery(
    api.checkpoints.checkpoints.queryOptions({
      input: { limit: 50, ...(search && { search }) },
      placeholderData: keepPreviousData,
    }),
  );
  const own = useQuery(
    api.checkpoints.checkpoint.queryOptions({
      input: { checkpointId: checkpointId ?? "" },
      enabled: checkpointId !== undefined,
      retry: false,
    }),
  );
  const rows = found.data?.rows ?? [];
  const others = rows.filter((row) => row.checkpointId !== checkpointId);
  const all = [...(own.data && checkpointId ? [own.data] : []), ...others];
  const pick = (id: string | undefined) => {
    const row = all.find((one) => one.checkpointId === id);
    onPick(row && { name: row.name, guards: row.guardsNeeded, checkpointId: row.checkpointId });
  };
  return (
    <Labelled
      id="road-checkpoint"
      label={m["checkpoints.draw.checkpoint"]()}
      hint={m["checkpoints.draw.checkpoint.hint"]()}
      error={own.error ? m["checkpoints.draw.checkpoint.gone"]() : undefined}
      isOptional
    >
      <Select
        id="road-checkpoint"
        value={checkpointId}
        allowClear
        loading={found.isFetching}
        placeholder={m["checkpoints.draw.checkpoint.placeholder"]()}
        showSearch={{ filterOption: false, onSearch: setSearch }}
        options={all.map((row) => ({ value: row.checkpointId, label: row.name }))}
        onChange={pick}
      />
    </Labelled>
  );
}
