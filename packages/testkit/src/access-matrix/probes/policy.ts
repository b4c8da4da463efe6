import { policyContract } from "@lianfang/core/policy/contract.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
  rules: PolicyRules;
  /** A version that comes into force some day. */
  versionId: string;
}

const title = { zh: "试行", en: "On trial" };
const days = { A: "2031-01-01", B: "2031-01-02", A1: "2031-01-03" };

export const probes = probesFor(policyContract)<Records>({
  async prepare({ name }, { policy }) {
    const { versions } = await policy.versions({});
    const rules = versions.at(-1)?.rules;
    if (!rules) throw new Error("a town without rules");
    const { versionId } = await policy.enact({
      ...write(),
      effectiveFrom: days[name],
      title,
      rules,
    });
    return { rules, versionId };
  },
  probes: {
    versions: { kind: "plain", input: () => ({}) },
    enact: {
      kind: "plain",
      input: ({ records: { rules } }) => ({ effectiveFrom: "2032-01-01", title, rules }),
    },
    withdraw: {
      kind: "aimed",
      input: ({ records: { versionId } }) => ({ versionId }),
    },
    divisions: { kind: "plain", input: () => ({ search: "武汉" }) },
  },
});
