/** The help of `npm start`, which needs neither libraries nor a build. */
import { text } from "./texts.mjs";

const towns = "dongguan, nandulehe, puzhai, pushi, shanwang";
const levels = "fatal, error, warn, info, debug, trace, silent";

const options = [
  ["--demo <town>", text("operations.help.demo", { towns })],
  ["--port <number>", text("operations.help.port")],
  ["--lang <zh-CN|en>", text("operations.help.lang")],
  ["-h, --help", text("operations.help.help")],
];

/** Each setting's name and default; the tests hold this against what the server reads. */
export const settings = [
  ["PORT", "8080"],
  ["HOST", "127.0.0.1"],
  ["DATABASE_URL", ""],
  ["LIANFANG_DATA", "./data"],
  ["LIANFANG_PUBLIC_URL", ""],
  ["LIANFANG_LOG", text("operations.help.log_default")],
];

/** @returns {string} */
export function startHelp() {
  return [
    text("operations.help.start"),
    "",
    text("operations.help.options"),
    ...rows(options),
    "",
    text("operations.help.settings"),
    ...rows(settings.map(([name, value]) => [name, meaningOf(name, value)])),
    "",
    text("operations.help.more"),
  ].join("\n");
}

/** @param {string} name @param {string} value */
function meaningOf(name, value) {
  const meaning = text(`operations.help.setting.${name}`, { levels });
  return value ? text("operations.help.with_default", { meaning, value }) : meaning;
}

/** @param {string[][]} entries name and meaning; the meanings stand in one column */
function rows(entries) {
  const width = Math.max(...entries.map(([name]) => name.length)) + 2;
  return entries.flatMap(([name, meaning]) => {
    const [first, ...rest] = wrap(meaning, 96 - width);
    return [`  ${name.padEnd(width)}${first}`, ...rest.map((line) => " ".repeat(width + 2) + line)];
  });
}

/** Columns a text takes on a terminal, on which a Chinese character is two wide. */
const columns = (given) =>
  [...given].reduce((sum, character) => sum + (/[⺀-￯]/u.test(character) ? 2 : 1), 0);

/** Breaks at spaces and after Chinese punctuation and characters. */
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
