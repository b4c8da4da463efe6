/** Sheets of passes as they come from the printer, cut into cards; and a forger's card. */
import { PDFiumLibrary } from "@hyzyla/pdfium";
import QRCode from "qrcode";

/** Brightness by row, 0 to 255. */
export interface Picture {
  width: number;
  height: number;
  light: Uint8Array;
}

const dotsPerMm = 8;
/** As the sheet's marks say where to cut. */
const sheet = { left: 15, top: 24.5, cardWidth: 90, cardHeight: 62, across: 2 };
/** Of a card's code with the white around it. */
const code = { left: 52, top: 10.2, side: 34 };

const dots = (mm: number): number => Math.round(mm * dotsPerMm);

/** The first sheet's cards, from left to right and downwards, 200 dots an inch. */
export async function cardsOn(pdf: Uint8Array, count: number): Promise<Picture[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const scale = (dotsPerMm * 25.4) / 72;
  const options = { scale, render: "bitmap", colorSpace: "Gray" } as const;
  const { width, height, data } = await document.getPage(0).render(options);
  const page = { width, height, light: data };
  const cards = Array.from({ length: count }, (_, nth) =>
    cut(page, {
      left: sheet.left + (nth % sheet.across) * sheet.cardWidth,
      top: sheet.top + Math.floor(nth / sheet.across) * sheet.cardHeight,
    }),
  );
  document.destroy();
  library.destroy();
  return cards;
}

function cut({ width, light }: Picture, corner: { left: number; top: number }): Picture {
  const card = { width: dots(sheet.cardWidth), height: dots(sheet.cardHeight) };
  const rows = Array.from({ length: card.height }, (_, row) => {
    const from = (dots(corner.top) + row) * width + dots(corner.left);
    return light.subarray(from, from + card.width);
  });
  return { ...card, light: Buffer.concat(rows) };
}

/** The same card with another code pasted over its own. */
export function pastedOver(card: Picture, text: string): Picture {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const quiet = 4;
  const square = dots(code.side) / (modules.size + 2 * quiet);
  const light = Uint8Array.from(card.light);
  for (let row = 0; row < dots(code.side); row += 1) {
    for (let column = 0; column < dots(code.side); column += 1) {
      const [down, across] = [row, column].map((at) => Math.floor(at / square) - quiet);
      const isInside =
        Math.min(down ?? 0, across ?? 0) >= 0 && Math.max(down ?? 0, across ?? 0) < modules.size;
      const isDark = isInside && modules.get(down ?? 0, across ?? 0);
      light[(dots(code.top) + row) * card.width + dots(code.left) + column] = isDark ? 0 : 255;
    }
  }
  return { ...card, light };
}
