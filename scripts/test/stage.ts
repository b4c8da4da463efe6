import type { Failure } from "./failures.ts";

/** A stage of `npm test`: what it is called, what it does, and how its outcome is counted. */
export interface Stage {
  name: string;
  /** Undefined when the tree has nothing for this stage to look at. */
  run(): Promise<Tally | undefined>;
}

export interface Tally {
  passed: number;
  failed: number;
  skipped?: number;
  /** What is wrong, for the summary; a test runner that has shown it already says nothing. */
  findings?: string[];
  /** Of a test runner, for the end of the summary. */
  failures?: Failure[];
}

/** A check that is one test by itself. */
export function asOneTest(findings: string[]): Tally {
  return findings.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, findings };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    skipped: tallies.reduce((sum, { skipped = 0 }) => sum + skipped, 0),
    findings: tallies.flatMap(({ findings = [] }) => findings),
  };
}
