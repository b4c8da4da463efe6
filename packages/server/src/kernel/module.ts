import type { Db } from "./database/database.ts";
import type { Constraints } from "./endpoint/refusals.ts";
import type { Figure } from "./figures/figures.ts";
import type { Job, Reactions } from "./jobs/jobs.ts";
import type { Pullable } from "./pull.ts";
import type { Tie } from "./ties.ts";

/** What a module brings besides its routes. */
export interface ModuleParts {
  figures?: readonly Figure[];
  reactions?: Reactions;
  jobs?: readonly Job[];
  constraints?: Constraints;
  /** What it keeps of the register's records; of its own, for the register itself. */
  ties?: readonly Tie[];
  /** What phones may hold. */
  pulls?: readonly Pullable[];
  /** Fills reference tables once, after the migrations. */
  seed?(db: Db): Promise<void>;
}
