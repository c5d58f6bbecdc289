import type { EitherSchema, MapSchema, RecordSchema, Schema, VariantsSchema } from "../source/schema.ts";
import { flag, map, oneOf, record, text, texts } from "../source/schema-shapes.ts";

/** What saga.config.yaml may hold (docs/configuration.md): the checker and the published JSON schema both read it here. */

const BUSINESS_PATH = {
  pattern: "^\\$(?:\\.[^.[\\]]+|\\[(?:'[^']+'|\"[^\"]+\"|\\d+)\\])*$",
  expected: "a path that starts with $, as $.order_id",
};

const step = record("What a state is in the saga, where that cannot be seen or is seen wrongly.", {
  role: oneOf("What the state is for.", "forward", "compensation", "notification", "read", "decision", "control"),
  compensations: texts("States that undo this step; any one of them suffices."),
  pivot: flag("After this step the saga only goes forward: nothing is compensated any more."),
  idempotent: flag("A repeated call has the effect once, so a later definite answer settles earlier unknown ones."),
  optional: flag("The saga may commit although this step failed."),
  fallback: flag("Another step does this one's work where it fails."),
  onUnknown: oneOf("An effect that nobody can tell is accepted as it is.", "accepted"),
  resolves: text("For a read: the step whose unknown effect it resolves."),
  tombstone: flag("Compensating before the effect lands prevents it."),
  key: text("Path in the step's input that tells its effects apart.", BUSINESS_PATH),
  undo: oneOf("How this compensation undoes: harmless without an effect, or a counter-entry.", "cancels", "reverses"),
  count: oneOf("Every visit of the state is an effect of its own.", "per-visit"),
  noCompensation: text("Why this step needs no compensation."),
});

const timeout: Schema = {
  type: "number",
  description: "Seconds of real time after which the task ends as Sandbox.Timedout; 30 where not said.",
  above: 0,
};

const task: VariantsSchema = {
  type: "variants",
  description: "What answers a task.",
  variants: {
    module: record("A JavaScript function in a worker thread.", {
      module: text("File and export of `(event, context) => result`, as ./order.js#handler; the export is `handler` where not said.", {
        pattern: "^[^#]+(#[^#]+)?$",
        expected: "a file and its export, as ./order.js#handler",
        format: "module",
      }),
      timeout,
    }),
    command: record("A program of any language.", {
      command: {
        type: "list",
        description: "Program and arguments: JSON on stdin; exit 0 with JSON on stdout, else {errorType, errorMessage}.",
        items: { type: "text" },
        min: 1,
      },
      timeout,
    }),
    http: record("A Lambda Invoke endpoint.", {
      http: text("URL of the endpoint: SAM's, or that of the runtime emulator.", {
        pattern: "^https?://[^\\s/]",
        expected: "an http or https URL",
      }),
      timeout,
    }),
    return: record("Always the same result.", { return: { type: "any", description: "The result." } }),
    throw: record("Always the same failure.", {
      throw: record("The failure.", { error: text("Error name, as Catch and Retry see it."), cause: text("What happened.") }, ["error"]),
    }),
  },
};

/** What answers tasks; scenario files have the same. */
export const tasksSchema: MapSchema = map(
  "What answers tasks, by state name, else function name (last part of the ARN), else service:action.",
  task,
);

const key: EitherSchema = {
  type: "either",
  description: "The partition key, or a list of partition and sort key.",
  options: [{ type: "text" }, { type: "list", items: { type: "text" }, min: 1, max: 2 }],
};

/** What may stay in a table; scenario files have the same. */
export const residueSchema: Schema = {
  type: "list",
  description: "What a saga that was rolled back may leave: an item is expected where it has all attributes of one entry.",
  items: { type: "map", values: { type: "any" } },
};

const table = record(
  "A table of the embedded DynamoDB.",
  {
    key,
    types: map("Types of key attributes; S where not said.", oneOf("String, number or binary.", "S", "N", "B")),
    env: text("Environment variable through which handlers learn the table's name, as ORDERS_TABLE.", {
      pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
      expected: "the name of an environment variable",
    }),
    items: { type: "list", description: "Items that stand in the table before a run.", items: { type: "map", values: { type: "any" } } },
    residue: residueSchema,
  },
  ["key"],
);

const tables = map("Tables of the embedded DynamoDB, by name.", table);

const buckets = map(
  "Folders that stand for S3 buckets, by bucket name, from the folder of this file.",
  text("Folder whose files are the bucket's objects.", { format: "path" }),
);

const substitution: EitherSchema = { type: "either", options: [{ type: "text" }, { type: "number" }, { type: "boolean" }] };

const environment = map("Environment variables of handlers, beside the tables' names.", {
  type: "either",
  options: [{ type: "text", pattern: "^[^\\u0000]*$", expected: "text without NUL characters" }, { type: "number" }, { type: "boolean" }],
});

const machine = record("A state machine.", {
  definition: text("File of the definition, from the folder of this file.", { format: "path" }),
  type: oneOf("Workflow type; STANDARD where not said.", "STANDARD", "EXPRESS"),
  roleArn: text("Role that AWS runs the machine with.", { pattern: "^arn:", expected: "an ARN" }),
  substitutions: map("Values for ${Name} tokens of the definition.", substitution),
  logging: record("What Step Functions writes to CloudWatch Logs; what is not said stays as it is deployed.", {
    level: oneOf("Which events are written.", "OFF", "ALL", "ERROR", "FATAL"),
    includeExecutionData: flag("Whether inputs and outputs are written, too."),
    logGroup: text("ARN of the log group.", { pattern: "^arn:", expected: "an ARN" }),
  }),
  tracing: flag("Whether AWS X-Ray traces executions."),
  tags: map("Tags of the state machine; others that it has stay.", substitution),
  input: { type: "any", description: "Input of a run where none is given." },
  saga: flag("Whether the machine is judged as a saga; seen from the definition where not said."),
  key: text("Path in the input to the business id that every verdict shows, as $.order_id.", BUSINESS_PATH),
  rollbackMaySucceed: flag("An execution that was rolled back may end SUCCEEDED."),
  steps: map("What is declared of states, by state name.", step),
  tasks: tasksSchema,
  tables,
  buckets,
});

const lint = record("Settings of `saga-cli lint`.", {
  rules: map("Severity of rules, by rule id.", oneOf("Severity.", "error", "warning", "info", "off")),
  ignore: texts("Files that are not linted, as globs."),
  baseline: text("File of accepted findings.", { format: "path" }),
});

const target = record("The endpoint of the Step Functions API that remote commands use.", {
  endpointUrl: text("URL of the endpoint.", { pattern: "^https?://[^\\s/]", expected: "an http or https URL" }),
  region: text("AWS region."),
  profile: text("Profile of the shared AWS configuration files."),
  allowAccounts: texts("Accounts in which faults may be injected.", {
    type: "text",
    pattern: "^\\d{12}$",
    expected: "an account id of 12 digits in quotes",
  }),
});

/** The whole of saga.config.yaml. */
export const configSchema: RecordSchema = record("Configuration of saga-cli.", {
  machines: map("State machines, by name.", machine),
  tasks: tasksSchema,
  tables,
  buckets,
  environment,
  lint,
  target,
});
