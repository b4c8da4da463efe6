import type { Application } from "../app.ts";

/** The one-time code a town is founded with; undefined once there is a town. */
export async function foundingCodeOf(application: Application): Promise<string | undefined> {
  const code: unknown = "foundingCode" in application ? application.foundingCode : undefined;
  return typeof code === "function" ? await code() : undefined;
}
