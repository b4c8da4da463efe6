/** The help of `npm start`, which needs neither libraries nor a build. */
import { rows } from "./columns.mjs";
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
  ["LIANFANG_RESULTS_URL", ""],
  ["LIANFANG_RESULTS_TOKEN", ""],
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
