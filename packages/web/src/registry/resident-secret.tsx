import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Masked } from "../kernel/kit/masked.tsx";
import { useMay } from "../kernel/me.ts";
import type { Resident } from "./resident-schema.ts";

const secrets = {
  identityNumber: {
    label: () => m["registry.identityNumber"](),
    of: ({ identityMasked }: Resident) => identityMasked,
  },
  phone: {
    label: () => m["registry.phone"](),
    of: ({ phoneMasked }: Resident) => phoneMasked,
  },
  proxyPhone: {
    label: () => m["registry.proxy.phone"](),
    of: ({ proxy }: Resident) => proxy?.phoneMasked,
  },
};

/** A sealed field: masked until somebody who may look says why. */
export function Secret({ resident, field }: { resident: Resident; field: keyof typeof secrets }) {
  const { residentId } = resident;
  const mayLook = useMay(api.registry.reveal);
  const look = useCommand(api.registry.reveal, `${residentId} ${field}`);
  const reveal = async (reason: string) => {
    const whole = await look.send({ residentId, reason });
    return whole?.[field] ?? undefined;
  };
  return (
    <Masked
      masked={secrets[field].of(resident)}
      label={secrets[field].label()}
      reveal={mayLook ? reveal : undefined}
      command={look}
    />
  );
}
