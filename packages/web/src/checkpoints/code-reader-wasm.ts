/** ZXing in WebAssembly, served by ourselves. */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

let loaded: Promise<unknown> | undefined;

function load(): Promise<unknown> {
  loaded ??= prepareZXingModule({
    overrides: { locateFile: () => wasmUrl },
    fireImmediately: true,
  });
  return loaded;
}

export async function read(picture: ImageData): Promise<string | undefined> {
  await load();
  const [found] = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
  return found?.text;
}
