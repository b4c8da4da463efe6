/** The card of an issued pass, made anew whenever it is shown or printed: the same pass, the same card. */
import { holderMark, holderOnCard, makeCard } from "@lianfang/core/checkpoints/pass-card.ts";
import { instantAt } from "@lianfang/core/kernel/time.ts";
import QRCode from "qrcode";
import type { QueryContext } from "../kernel/context.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { cardCrypto, passKeyOf } from "./pass-crypto.ts";
import { holderOf } from "./pass-holder.ts";
import type { CheckpointPassTable } from "./tables.ts";

type IssuedPass = Pick<
  CheckpointPassTable,
  "kind" | "serial" | "salt" | "identity" | "plate" | "every_days" | "valid_from" | "valid_until"
>;

/** @returns undefined for a pass that was never issued */
export function cardText(
  pass: IssuedPass,
  { kernel, town }: Pick<QueryContext, "kernel" | "town">,
  vault: Vault,
): string | undefined {
  const { kind, serial, salt } = pass;
  if (serial === null || salt === null) return undefined;
  const shown = holderOf(pass, vault);
  const content = {
    townId: town.townId,
    kind,
    serial,
    salt,
    validFrom: instantAt(pass.valid_from, "00:00", town.timeZone),
    validUntil: instantAt(pass.valid_until, "24:00", town.timeZone),
    everyDays: pass.every_days ?? undefined,
    holder: shown && holderMark(kind, shown),
  };
  return makeCard(content, passKeyOf(kernel.keys, town.townId), cardCrypto);
}

/** Of its holder what the card's code says, by which a typed number can be held against what is shown. */
export function holderMarkOf(
  pass: Pick<IssuedPass, "kind" | "serial" | "salt" | "identity" | "plate">,
  { townId }: Pick<QueryContext["town"], "townId">,
  vault: Vault,
): string | undefined {
  const { kind, serial, salt } = pass;
  const holder = holderOf(pass, vault);
  if (serial === null || salt === null || holder === undefined) return undefined;
  return holderOnCard({ townId, serial, salt, holder: holderMark(kind, holder) }, cardCrypto);
}

/** As SVG, black on white, with the quiet zone a reader needs. */
export function qrCode(text: string): Promise<string> {
  return QRCode.toString(text, { type: "svg", errorCorrectionLevel: "M", margin: 4 });
}
