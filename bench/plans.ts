/** The plans PostgreSQL makes for the statements that were really sent. */
import pg from "pg";

export interface Sent {
  text: string;
  values: unknown[];
}

/** What was sent to the database while the work ran, whoever sent it. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const original = pg.Client.prototype.query;
  const noting = function (this: pg.Client, ...given: unknown[]): unknown {
    const [first, values] = given;
    const config = typeof first === "string" ? { text: first, values } : (first as Partial<Sent>);
    if (typeof config.text === "string" && Array.isArray(config.values)) {
      sent.push({ text: config.text, values: config.values });
    }
    return Reflect.apply(original, this, given);
  };
  pg.Client.prototype.query = noting as typeof original;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return sent;
}

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Plan[];
}

/** Tables of more rows than this that a statement would read from end to end. */
const fewRows = 2_000;

export async function tablesScanned(client: pg.Client, { text, values }: Sent): Promise<string[]> {
  if (!/^\s*(select|with|insert|update|delete)\b/i.test(text)) return [];
  const { rows } = await client.query(`explain (format json) ${text}`, values);
  const scanned = new Set(scansIn(rows[0]?.["QUERY PLAN"][0].Plan));
  const large = await client.query<{ relname: string }>(
    "select relname from pg_class where relname = any($1) and reltuples > $2",
    [[...scanned], fewRows],
  );
  return large.rows.map(({ relname }) => relname);
}

function scansIn(plan: Plan): string[] {
  const own = plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? ""] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansIn)];
}
