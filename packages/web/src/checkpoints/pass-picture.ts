/** A card as a picture for a phone's album: the code, and below it who and until when. */

const width = 720;
const codeSize = 640;
const lineHeight = 44;
const margin = 40;

/**
 * @param code address of the code's image
 * @param lines the first one large
 * @returns a PNG
 */
export async function pictureOf(code: string, lines: readonly string[]): Promise<Blob> {
  const image = new Image(codeSize, codeSize);
  image.src = code;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = codeSize + margin * 2 + lineHeight * (lines.length + 1);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, (width - codeSize) / 2, margin, codeSize, codeSize);
  context.fillStyle = "#14181d";
  context.textAlign = "center";
  for (const [at, line] of lines.entries()) {
    context.font = at === 0 ? "600 36px sans-serif" : "26px sans-serif";
    context.fillText(line, width / 2, codeSize + margin + lineHeight * (at + 1), width - margin);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((picture) => {
      if (picture) resolve(picture);
      else reject(new Error("no picture"));
    }, "image/png");
  });
}
