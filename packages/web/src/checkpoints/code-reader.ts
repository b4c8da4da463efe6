/** Reads QR codes from pictures: by the browser where it can, else by a WebAssembly reader loaded then. */

export interface CodeReader {
  /** @returns the text of the first code found */
  read(picture: HTMLVideoElement): Promise<string | undefined>;
}

interface Detector {
  detect(picture: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** In some browsers the class is there and reads nothing: phones without Google's services, desktops. */
async function ownDetector(): Promise<CodeReader | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!BarcodeDetector || !formats.includes("qr_code")) return undefined;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return {
    async read(picture) {
      const [found] = await detector.detect(picture);
      return found?.rawValue;
    },
  };
}

/** More than a card's 41 squares need, and quick on a cheap phone. */
const mostPixels = 960;

async function wasmReader(): Promise<CodeReader> {
  const { read } = await import("./code-reader-wasm.ts");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    async read(picture) {
      const { videoWidth, videoHeight } = picture;
      if (!context || videoWidth === 0) return undefined;
      const scale = Math.min(1, mostPixels / Math.max(videoWidth, videoHeight));
      canvas.width = Math.round(videoWidth * scale);
      canvas.height = Math.round(videoHeight * scale);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      return read(context.getImageData(0, 0, canvas.width, canvas.height));
    },
  };
}

/** @throws when the WebAssembly reader is needed and could not be had */
export async function codeReader(): Promise<CodeReader> {
  return (await ownDetector()) ?? (await wasmReader());
}
