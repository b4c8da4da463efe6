/** Places elsewhere as registers write them: 四川省南充市高坪区江陵镇. */
import type { Division, DivisionIndex } from "../policy/divisions.ts";

export interface PlaceRead {
  /** The smallest division named. */
  division?: string | undefined;
  /** What is said beyond it. */
  detail?: string | undefined;
}

// 四川 for 四川省, 南充 for 南充市; counties go by their whole names, of which the short ones are words.
const endings = /(特别行政区|(壮族|回族|维吾尔)?自治区|省|市|地区|盟)$/;

/** How much of the text the division's name takes up, whole or short; none when it is not there. */
function lengthNamed(text: string, { name, code }: Division): number {
  if (text.startsWith(name)) return name.length;
  const short = code.endsWith("00") ? name.replace(endings, "") : name;
  return short.length > 1 && text.startsWith(short) ? short.length : 0;
}

function firstNamed(text: string, among: readonly Division[]) {
  let longest = 0;
  let found: Division | undefined;
  for (const division of among) {
    const length = lengthNamed(text, division);
    if (length > longest) {
      longest = length;
      found = division;
    }
  }
  return found && { division: found, rest: text.slice(longest) };
}

/**
 * Reads the divisions at the beginning of a text, from the province down; a city may stand without
 * its province. A text that begins with none is all detail.
 */
export function readPlace(given: string, index: DivisionIndex): PlaceRead {
  const text = given.normalize("NFKC").replace(/\s/g, "");
  const provinces = index.childrenOf();
  const cities = () =>
    provinces
      .flatMap(({ code }) => index.childrenOf(code))
      .filter(({ code, name }) => code.endsWith("00") && text.startsWith(name));
  let found = firstNamed(text, provinces) ?? firstNamed(text, cities());
  let last = found;
  while (found) {
    last = found;
    // A city's own districts (市辖区) stand between it and them in some registers.
    const rest = found.rest.replace(/^(市辖区|县)/, "");
    found = firstNamed(rest, index.childrenOf(found.division.code));
  }
  return { division: last?.division.code, detail: (last ? last.rest : text) || undefined };
}
