/** The phone's app: the one web file that knows all modules on it. */
import "./kernel/no-eval.ts";

import { checkpointsField } from "./checkpoints/field.ts";
import { directivesField } from "./directives/field.ts";
import { mountField } from "./kernel/field/app.tsx";
import { furnishField } from "./kernel/field/modules.ts";
import { observationField } from "./observation/field.ts";
import { roundsField } from "./rounds/field.ts";
import { screeningField } from "./screening/field.ts";
import { start } from "./sync/field/app-state.ts";
import { FieldGate } from "./sync/field/gate.tsx";
import { syncField } from "./sync/field.ts";

furnishField([
  directivesField,
  checkpointsField,
  observationField,
  roundsField,
  screeningField,
  syncField,
]);

const place = document.getElementById("field");
if (place) mountField(FieldGate, place);
void start();
