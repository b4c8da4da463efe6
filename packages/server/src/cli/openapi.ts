import { writeFile } from "node:fs/promises";
import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { action } from "./skeleton/command.ts";

/** The document follows from the contract alone: no database is needed. */
export const command = action({
  name: "openapi",
  summary: (locale) => m["cli.openapi.summary"]({}, { locale }),
  options: {
    output: {
      type: "string",
      short: "o",
      value: "FILE",
      meaning: (locale) => m["cli.openapi.output"]({}, { locale }),
    },
  },
  async run({ values: { output }, locale, say }) {
    const { openapiDocument } = await import("../http/openapi.ts");
    const { version } = await import("../start/server.ts");
    const document = JSON.stringify(await openapiDocument(contract, version()), null, 2);
    if (output === undefined) return say(document);
    await writeFile(output, `${document}\n`);
    say(m["cli.openapi.written"]({ file: output }, { locale }));
  },
});
