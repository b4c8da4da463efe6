import { arrivalWriters } from "@lianfang/core/screening/writers.ts";
import { m } from "@lianfang/messages/messages.js";
import type { FieldModule } from "../kernel/field/modules.ts";
import type { OutboxEntry } from "../kernel/field/phone.ts";
import { recordArrival } from "./field-record.ts";

const load = async () => (await import("./field-arrival.tsx")).ArrivalScreen;

/** An arrival entered at a post: the post's screen leads to it, with what was asked there. */
export const screeningField: FieldModule = {
  name: "screening",
  screens: [
    { path: "/arrival/:draft", load, access: arrivalWriters, isFull: true },
    { path: "/arrival/mend/:recordId", load, access: arrivalWriters, isFull: true },
  ],
  sets: [{ name: "screening.origins", version: 1 }],
  forms: {
    [recordArrival]: {
      label: () => m["screening.field.arrival"](),
      useSummary: nameIn,
      mend: ({ id }) => `/arrival/mend/${id}`,
    },
  },
};

function nameIn({ input: { person } }: OutboxEntry): string {
  return typeof person === "object" && person !== null && "name" in person
    ? String(person.name)
    : "";
}
