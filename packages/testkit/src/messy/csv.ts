/** A messy register as a csv file of an old machine: in GB18030, separated as its Excel likes it. */
import { chanceFrom } from "../people/random.ts";
import { seen } from "./cells.ts";
import type { MessyRegister } from "./register.ts";

export function messyCsv({ sheets }: MessyRegister, seed: number | string): Uint8Array {
  const separator = chanceFrom(seed, "separator").pick([",", ",", ";", "\t"]);
  const lines = sheets[0]?.lines ?? [];
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length));
  const rows = lines.map(({ cells }) => {
    const texts = Array.from({ length: width }, (_, at) => {
      const cell = cells[at];
      return quoted(cell ? seen(cell) : "", separator);
    });
    return texts.join(separator);
  });
  return inGb18030(`${rows.join("\r\n")}\r\n`);
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

let bytesOf: ReadonlyMap<string, readonly number[]> | undefined;

/** Node.js reads GB18030 and does not write it: the table is what it reads from every pair of bytes. */
function table(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const decoder = new TextDecoder("gb18030");
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const sign = decoder.decode(Uint8Array.of(first, second));
      if ([...sign].length === 1 && sign !== "\ufffd") found.set(sign, [first, second]);
    }
  }
  return found;
}

function inGb18030(text: string): Uint8Array {
  bytesOf ??= table();
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const pair = code < 0x80 ? [code] : bytesOf.get(sign);
    if (!pair) throw new Error(`${sign} is not in the two-byte part of GB18030`);
    bytes.push(...pair);
  }
  return Uint8Array.from(bytes);
}
