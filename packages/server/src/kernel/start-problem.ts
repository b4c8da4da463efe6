import type { Locale } from "@lianfang/messages/runtime.js";

/**
 * Something that keeps the program from starting, with what to do about it. Its text is the whole
 * of what an operator needs: it is printed without a stack.
 */
export class StartProblem extends Error {
  readonly text: (locale: Locale) => string;
  constructor(text: (locale: Locale) => string, options?: ErrorOptions) {
    super(text("en"), options);
    this.name = "StartProblem";
    this.text = text;
  }
}
