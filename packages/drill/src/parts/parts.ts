/** Every module's part in the demo, in the order of the shelf: at the same minute, lower ones first. */
import type { Part } from "../stage.ts";
import { checkpointsPart } from "./checkpoints.ts";
import { commandPart } from "./command.ts";
import { directivesPart } from "./directives.ts";
import { listsPart } from "./lists.ts";
import { ordersPart } from "./observation-orders.ts";
import { readingsPart } from "./observation-readings.ts";
import { organizationPart } from "./organization.ts";
import { policyPart } from "./policy.ts";
import { premisesPart } from "./premises.ts";
import { registryPart } from "./registry.ts";
import { roundsPart } from "./rounds.ts";
import { samePersonPart } from "./same-person.ts";
import { screeningPart } from "./screening.ts";

export const parts: readonly Part[] = [
  policyPart,
  organizationPart,
  registryPart,
  listsPart,
  premisesPart,
  samePersonPart,
  screeningPart,
  ordersPart,
  readingsPart,
  checkpointsPart,
  directivesPart,
  roundsPart,
  commandPart,
];
