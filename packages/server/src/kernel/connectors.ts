/** Other systems an operator has connected. */
export interface Connectors {
  /** Answers for health codes and test results; see docs/connectors.md. */
  results?: Connection | undefined;
}

export interface Connection {
  url: URL;
  token: string;
}
