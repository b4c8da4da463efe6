import path from "node:path";

/** A path as it was typed: npm runs commands in the repository, and says where it was called. */
export function givenPath(typed: string): string {
  return path.resolve(process.env.INIT_CWD ?? ".", typed);
}
