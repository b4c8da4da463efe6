/** A camera that sees what a test shows it: a printed pass, drawn in a browser, as a film of one picture. */
import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

const size = { width: 640, height: 480 };

/** Arguments for a browser whose camera plays a file; whoever opens the camera sees it as it is then. */
export const cameraArguments = (file: string): string[] => [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${file}`,
];

/** @param svg the code as it is printed on the card; none is a bare table */
export async function showToCamera(page: Page, file: string, svg?: string): Promise<void> {
  const grey = await page.evaluate(drawn, { svg, ...size });
  const light = Buffer.from(grey, "base64");
  const colour = Buffer.alloc((size.width / 2) * (size.height / 2) * 2, 128);
  const head = `YUV4MPEG2 W${size.width} H${size.height} F10:1 Ip A1:1 C420jpeg\n`;
  await writeFile(file, Buffer.concat([Buffer.from(`${head}FRAME\n`), light, colour]));
}

/** Held a little aslant over a grey table, as cards are; brightness by row, in Base64. */
async function drawn(shown: { svg?: string | undefined; width: number; height: number }) {
  const { svg, width, height } = shown;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#777";
  context.fillRect(0, 0, width, height);
  if (svg) {
    const picture = new Image(320, 320);
    picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await picture.decode();
    context.translate(width / 2, height / 2);
    context.rotate(0.12);
    context.drawImage(picture, -160, -160, 320, 320);
  }
  const { data } = context.getImageData(0, 0, width, height);
  let text = "";
  for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(data[at] ?? 0);
  return btoa(text);
}
