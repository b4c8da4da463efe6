import { messyCsv } from "./csv.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { generateMess, type MessyWish } from "./register.ts";
import { messyXlsx } from "./xlsx.ts";

/** A messy spreadsheet and what it holds; csv by the file's name, else xlsx. */
export async function messyFiles(
  wish: Omit<MessyWish, "isCsv">,
  file: string,
): Promise<{ bytes: Uint8Array; manifest: Manifest }> {
  const isCsv = file.toLowerCase().endsWith(".csv");
  const mess = generateMess({ ...wish, isCsv });
  const { seed, villages } = wish;
  return {
    bytes: isCsv ? messyCsv(mess, seed) : await messyXlsx(mess),
    manifest: manifestOf(mess, { file, seed, villages }),
  };
}
