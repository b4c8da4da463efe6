/** 36.5, 365 and 36。5 all mean 36.5 ℃. */
export function degreesIn(text: string): number {
  const plain = text
    .trim()
    .replace(/[。．，,]/, ".")
    .replace(/[℃度]/g, "");
  const number = Number(plain);
  return /^\d{3}$/.test(plain) ? number / 10 : number;
}
