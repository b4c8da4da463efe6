/** Writes numbers to the database of a data folder until it is killed, printing each one kept. */
import pg from "pg";
import { startEmbedded } from "../embedded.ts";

const server = await startEmbedded({ folder: process.argv[2] ?? "" });
const client = new pg.Client(server.connection("owner"));
await client.connect();
await client.query("CREATE TABLE IF NOT EXISTS written (n int)");
const { rows } = await client.query("SELECT coalesce(max(n), 0) AS n FROM written");
for (let n = rows[0].n + 1; ; n += 1) {
  await client.query("INSERT INTO written VALUES ($1)", [n]);
  console.log(n);
}
