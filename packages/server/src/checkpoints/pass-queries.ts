import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { crossingReaders } from "@lianfang/core/checkpoints/crossing-contract.ts";
import { claimedSerial, typedSerial } from "@lianfang/core/checkpoints/pass-card.ts";
import { PassRefusal } from "@lianfang/core/checkpoints/pass-verdict.ts";
import { plateOf } from "@lianfang/core/checkpoints/rules.ts";
import { addMinutes, townDay } from "@lianfang/core/kernel/time.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { crossings, shownCrossing } from "./crossing-list-store.ts";
import { verdictOn } from "./evidence-lookup.ts";
import { cardText, qrCode } from "./pass-card-text.ts";
import { listPasses, showPass } from "./pass-list-store.ts";
import { sheetOf } from "./pass-sheet.ts";
import { passStore } from "./pass-store.ts";
import { cardsBySerial, misuses, usesOf } from "./pass-use-store.ts";
import { standingOf } from "./standing-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

const vaultOf = ({ kernel, db, town }: QueryContext) => kernel.vaults.of(db, town.townId);
const twoWeeksMinutes = 14 * 24 * 60;

export const passes: Routes["passes"] = (input, context) => listPasses(context, input);

export const pass: Routes["pass"] = async ({ passId }, context) => {
  const shown = await showPass(context, passId);
  if (!shown) throw problems.passNotFound();
  const since = addMinutes(context.now, -twoWeeksMinutes);
  const uses = shown.serial === undefined ? [] : await usesOf(context, shown.serial, since);
  return { ...shown, uses };
};

export const passCode: Routes["passCode"] = async ({ passId }, context) => {
  const found = await passStore(context).find(passId);
  if (!found) throw problems.passNotFound();
  const text = cardText(found, context, await vaultOf(context));
  if (found.state !== "issued" || !text) throw problems.passNotIssued();
  return { text, svg: await qrCode(text) };
};

export const passSheet: Routes["passSheet"] = async ({ passIds, language }, context) => {
  const today = townDay(context.now, context.town.timeZone);
  const rows = await passStore(context).toPrint(passIds, today);
  if (rows.length === 0) throw problems.nothingToPrint();
  // A holder who is nobody of the register is known by the card.
  context.readPeople(rows.map((row) => row.resident_id ?? row.pass_id));
  return sheetOf(context, rows, language);
};

export const checkPass: Routes["checkPass"] = async ({ text, shown }, context) => {
  const serial = claimedSerial(text);
  const cards = await cardsBySerial(context, serial ? [serial] : []);
  const vault = await vaultOf(context);
  // Beside a vehicle's card it is a plate that is shown.
  const plateBlind = shown && vault.blind("plate", plateOf(shown)).toString("hex");
  // Of a number alone nothing is said of the holder's identity card: it could be tried through.
  const beside = typedSerial(text) ? undefined : shown;
  const verdict = verdictOn(context, text, { shown: beside, plateBlind, at: context.now }, cards);
  const isOurs = verdict.is === "valid" || ["lost", "revoked", "expired"].includes(verdict.why);
  // Numbers could be tried through, one by one, for whose they are.
  const isNamed = isOurs && !typedSerial(text);
  return {
    verdict,
    holderName: isNamed && serial ? cards.get(serial)?.holderName : undefined,
  };
};

export const passMisuses: Routes["passMisuses"] = async ({ isOpen }, context) => {
  const standing = await standingOf(context, crossingReaders);
  const rows = await misuses(context, standing, isOpen);
  if (rows.length === 0) return { misuses: [] };
  const ids = rows.flatMap(({ earlier, later }) => [earlier, later]);
  // The other use may lie outside the caller's checkpoints; that it was there is the point.
  const uses = await crossings(context, { all: true })
    .where("crossing.crossing_id", "in", ids)
    .execute();
  const vault = await vaultOf(context);
  const shown = new Map(
    uses.map((row) => [`${row.crossing_id} ${row.line}`, shownCrossing(row, vault)]),
  );
  return {
    misuses: rows.flatMap((row) => {
      const earlier = shown.get(`${row.earlier} ${row.earlier_line}`);
      const later = shown.get(`${row.later} ${row.later_line}`);
      if (!earlier || !later) return [];
      const isElsewhere = earlier.checkpointId !== later.checkpointId;
      return [
        {
          kind: row.why ? "refused" : isElsewhere ? "elsewhere" : "twice",
          why: PassRefusal.safeParse(row.why).data,
          serial: row.serial ?? undefined,
          holderName: row.holder_name ?? undefined,
          earlier,
          later,
          answered:
            row.action && row.at
              ? { action: row.action, at: row.at, by: row.by_name ?? undefined }
              : undefined,
        },
      ];
    }),
  };
};
