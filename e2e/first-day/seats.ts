/** The people of the day, each at a browser of their own. */
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "@lianfang/messages/runtime.js";
import { type Browser, expect, type Page } from "@playwright/test";
import { fill, press } from "./hands.ts";
import { type Look, look } from "./look.ts";
import type { TownServer } from "./server.ts";

export const password = "quiet-river-and-nine-bridges";
/** Nobody's: the new arrival, as entered by hand. */
export const newcomer = "赵试新";

export interface Seat {
  page: Page;
  server: TownServer;
  locale: Locale;
  userName: string;
  displayName: string;
  /** Opens a page of the desk. */
  open(path: string): Promise<void>;
  /** Looks at what is there: pictures at both sizes, axe. */
  look(name: string, how?: Look): Promise<void>;
}

export async function seats(browser: Browser, server: TownServer, locale: Locale) {
  const sit = async (userName: string, displayName: string): Promise<Seat> => {
    const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.on("pageerror", (error) => expect.soft(error.message, "an error in the page").toBe(""));
    return {
      page,
      server,
      locale,
      userName,
      displayName,
      open: async (path) => void (await page.goto(server.address + path)),
      look: (name, how) => look(page, `${locale}-${name}`, how),
    };
  };
  const [director, office, medic] = await Promise.all([
    sit("director", "钱试长"),
    sit("office", "孙试办"),
    sit("medic", "李试医"),
  ]);
  return { director, office, medic };
}

/** After hours away the session has ended; the page opened is there again after signing in. */
export async function signInAgain({ page, userName }: Seat): Promise<void> {
  await fill(page, m["accounts.userName"](), userName);
  await fill(page, m["accounts.password"](), password);
  await press(page, m["accounts.signIn"]());
  await expect(page.getByLabel(m["accounts.password"](), { exact: true })).toHaveCount(0);
}
