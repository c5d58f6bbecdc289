import { residueSchema, tasksSchema } from "../config/config-schema.ts";
import type { MapSchema, RecordSchema, Schema } from "../source/schema.ts";
import { map, oneOf, record, text, texts } from "../source/schema-shapes.ts";
import { OUTCOMES } from "../verify/verdict.ts";

/** What a scenario file may hold (docs/test.md#scenarios): the checker and the published JSON schema both read it here. */

const anything = (description: string): Schema => ({ type: "any", description });
const attributes = (description: string): MapSchema => map(description, { type: "any" });
const list = (description: string, items: Schema): Schema => ({ type: "list", description, items });

const item = record(
  "An item, found by its key.",
  {
    key: attributes("Its key attributes, as { order_id: o-1 }."),
    item: {
      type: "either",
      description: "Attributes that it has, others beside them; or the word absent.",
      options: [attributes("Attributes."), { type: "text", values: ["absent"] }],
    },
  },
  ["key", "item"],
);

const event = record("An event of the history.", {
  type: text("Its type, as TaskStateEntered."),
  state: text("The state that it belongs to."),
  details: attributes("Members of its details, others beside them."),
});

const residue = map("What a rollback may leave in the tables, beside what the config says, by table.", residueSchema);

const expectation = record("What the execution has to show; what is not said is not looked at.", {
  status: oneOf("How the execution ended.", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"),
  outcome: oneOf("What its saga log proves; a good outcome is wanted where it is not said.", ...OUTCOMES),
  error: text("The error that the execution failed with."),
  compensations: texts("The compensations that ran to their end, in this order, and no other."),
  output: anything("The output; of a mapping the members given here."),
  tables: map("Items of the tables afterwards, by table.", list("Items.", item)),
  residue,
  events: list("Events that the history holds in this order, others between them.", event),
});

const scenario = record(
  "One execution and what is expected of it.",
  {
    name: text("What it shows."),
    input: anything("The execution's input; the config's where it is not said."),
    faults: texts("Faults, each as --fail-at takes it."),
    tasks: tasksSchema,
    cases: list("Runs the scenario once for each entry, whose members replace ${name} in all its texts.", attributes("Parameters.")),
    expect: expectation,
  },
  ["name", "expect"],
);

const matrix = record("What the fault matrix of these machines starts from.", {
  input: anything("The input of every case; the config's where it is not said."),
});

/** The whole of a `*.saga.yaml`. */
export const scenarioSchema: RecordSchema = record("Scenarios of saga-cli test.", {
  definition: text("File of the definition, from the folder of this file; the config's machines where it is not said.", {
    format: "path",
  }),
  machine: {
    type: "either",
    description: "The machine of the config that runs, or a list of several.",
    options: [{ type: "text" }, { type: "list", items: { type: "text" }, min: 1 }],
  },
  matrix,
  scenarios: list("The scenarios.", scenario),
});
