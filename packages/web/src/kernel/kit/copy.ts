/**
 * Puts a text on the clipboard.
 * @returns whether it is there; browsers refuse without HTTPS, then the old way is tried
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => copyTheOldWay(text),
    );
  }
  return copyTheOldWay(text);
}

function copyTheOldWay(text: string): boolean {
  const place = document.createElement("textarea");
  place.value = text;
  place.style.position = "fixed";
  place.style.opacity = "0";
  const focused = document.activeElement;
  // Inside an open dialog, which keeps the focus to itself.
  (focused?.closest('[role="dialog"]') ?? document.body).append(place);
  place.select();
  // Deprecated, and the only way on an intranet without a certificate.
  const isCopied = document.execCommand("copy");
  place.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
