/** Unified social credit codes of organisations (统一社会信用代码, GB 32100-2015). */

// Without I, O, S, V and Z, which are read as digits or one as the other.
const characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const length = 18;

export type CreditCodeProblem = "length" | "form" | "checksum";

export type CreditCodeReading =
  | { ok: true; code: string }
  | { ok: false; problem: CreditCodeProblem };

/** The last character for the seventeen before: weights are the powers of 3, all modulo 31. */
export function creditCodeCheck(first17: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of first17) {
    sum += characters.indexOf(character) * weight;
    weight = (weight * 3) % characters.length;
  }
  return characters.charAt((characters.length - (sum % characters.length)) % characters.length);
}

/** The code as the register keeps it: narrow, large letters, without spaces and strokes. */
export function readCreditCode(text: string): CreditCodeReading {
  const code = text.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  if (code.length !== length) return { ok: false, problem: "length" };
  if ([...code].some((character) => !characters.includes(character)))
    return { ok: false, problem: "form" };
  const isRight = creditCodeCheck(code.slice(0, -1)) === code.slice(-1);
  return isRight ? { ok: true, code } : { ok: false, problem: "checksum" };
}
