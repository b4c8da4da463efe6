import { townDay } from "@lianfang/core/kernel/time.ts";
import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import { townAsFile } from "@lianfang/core/organization/town-as-file.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { policyOn } from "../policy/in-force.ts";
import { areaStore } from "./area-store.ts";
import { chainStore } from "./chain-store.ts";
import type { TownFilePart } from "./town-file-part.ts";
import { townStore } from "./town-store.ts";
import { unitStore } from "./unit-store.ts";

type Routes = Handlers<typeof organizationContract>;

/** The town as a file: areas, units, chain, clock and duties, and what modules above add. */
export const townFileWith =
  (parts: readonly TownFilePart[]): Routes["townFile"] =>
  async (_input, context) => {
    const { town, now } = context;
    const today = townDay(now, town.timeZone);
    const { rules } = await policyOn(context, today);
    const written = townAsFile({
      ...town,
      ...(await townStore(context).place()),
      today,
      areas: await areaStore(context).all(),
      units: await unitStore(context).all(),
      chain: await chainStore(context).levels(),
      rules,
    });
    const more = await Promise.all(parts.map((part) => part.tell(context)));
    const file = Object.assign({}, written, ...more);
    return new File([`${JSON.stringify(file, undefined, 2)}\n`], `${written.id}.json`, {
      type: "application/json",
    });
  };
