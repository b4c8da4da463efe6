/** How a name is shown to those who need to recognise a person but not to know who it is. */

const latinWord = /[\p{Script=Latin}][\p{Script=Latin}'’-]*/gu;

function maskLatin(name: string): string {
  return name.replace(latinWord, (word) => word.charAt(0) + "*".repeat(word.length - 1));
}

/**
 * A name with its middle hidden: 张*明, 李*, 欧**华; `J*** S****` for a name in Latin letters.
 * The dot in names such as 买买提·吐尔逊 is hidden with the rest, so that length tells little.
 */
export function maskName(name: string): string {
  const characters = [...name.trim().normalize("NFC")];
  if (characters.length === 0) return "";
  if (/^[\p{Script=Latin}\s'’.-]+$/u.test(name)) return maskLatin(name.trim());
  const [first = ""] = characters;
  if (characters.length === 1) return "*";
  if (characters.length === 2) return `${first}*`;
  return first + "*".repeat(characters.length - 2) + (characters.at(-1) ?? "");
}
