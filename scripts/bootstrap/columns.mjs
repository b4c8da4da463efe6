/** Two columns of text for a terminal. */

/**
 * Lines of names and meanings, the meanings in one column, broken at the terminal's width.
 * @param {string[][]} entries a name and its meaning each
 * @returns {string[]}
 */
export function rows(entries) {
  const width = Math.max(...entries.map(([name]) => name.length)) + 2;
  return entries.flatMap(([name, meaning]) => {
    const [first, ...rest] = wrap(meaning, 96 - width);
    return [`  ${name.padEnd(width)}${first}`, ...rest.map((line) => " ".repeat(width + 2) + line)];
  });
}

/** Columns a text takes on a terminal, where a Chinese character is two wide. @param {string} given */
const columns = (given) =>
  [...given].reduce((sum, character) => sum + (/[⺀-￯]/u.test(character) ? 2 : 1), 0);

/** Breaks at spaces and between Chinese characters. @param {string} given @param {number} width */
function wrap(given, width) {
  const lines = [""];
  for (const piece of given.match(/[⺀-￯]|[^\s⺀-￯]+\s*|\s+/gu) ?? []) {
    const line = lines[lines.length - 1];
    const isFull = columns(line + piece.trimEnd()) > width;
    const mayBreak = !/^[，。；：、）]/u.test(piece);
    if (isFull && mayBreak) lines.push(piece);
    else lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trimEnd());
}
