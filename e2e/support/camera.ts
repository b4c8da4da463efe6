/** A camera that sees what a test shows it: a printed pass, held by a hand, as a film of one picture. */
import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { Picture } from "./sheet.ts";

const size = { width: 640, height: 480 };

/** Arguments for a browser whose camera plays a file; whoever opens the camera sees it as it is then. */
export const cameraArguments = (file: string): string[] => [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${file}`,
];

/** @param card none is a bare table */
export async function showToCamera(page: Page, file: string, card?: Picture): Promise<void> {
  const held = card && { ...card, light: Buffer.from(card.light).toString("base64") };
  const grey = await page.evaluate(drawn, { card: held, ...size });
  const light = Buffer.from(grey, "base64");
  const colour = Buffer.alloc((size.width / 2) * (size.height / 2) * 2, 128);
  const head = `YUV4MPEG2 W${size.width} H${size.height} F10:1 Ip A1:1 C420jpeg\n`;
  await writeFile(file, Buffer.concat([Buffer.from(`${head}FRAME\n`), light, colour]));
}

interface Shown {
  card: { width: number; height: number; light: string } | undefined;
  width: number;
  height: number;
}

/** Held a little aslant over a grey table, as cards are; brightness by row, in Base64. */
function drawn({ card, width, height }: Shown): string {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#777";
  context.fillRect(0, 0, width, height);
  if (card) {
    const printed = new OffscreenCanvas(card.width, card.height);
    const picture = new ImageData(card.width, card.height);
    const light = atob(card.light);
    for (let at = 0; at < light.length; at += 1) {
      picture.data.fill(light.charCodeAt(at), at * 4, at * 4 + 3);
      picture.data[at * 4 + 3] = 255;
    }
    printed.getContext("2d")?.putImageData(picture, 0, 0);
    const scale = (width * 0.95) / card.width;
    context.translate(width / 2, height / 2);
    context.rotate(0.12);
    context.scale(scale, scale);
    context.drawImage(printed, -card.width / 2, -card.height / 2);
  }
  const { data } = context.getImageData(0, 0, width, height);
  let text = "";
  for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(data[at] ?? 0);
  return btoa(text);
}
