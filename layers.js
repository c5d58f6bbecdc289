/** What one run or deploy is put together from: every layer below `runs` but the server. */
const belowRuns = [
  "base",
  "source",
  "expr",
  "history",
  "asl",
  "definition",
  "config",
  "saga",
  "rules",
  "engine",
  "faults",
  "verify",
  "data",
  "tasks",
  "targets",
];

/**
 * The layers of `src/lib`, lowest first: each folder may import only itself and those listed.
 * A layer of many files has folders in it, its parts: each may import itself, and of its own layer no more than is listed.
 * The lint configuration is made from this table, and a test holds the folders to it.
 *
 * @type {Record<string, { pure: boolean, imports: string[], parts?: Record<string, string[]> }>}
 */
export const layers = {
  base: { pure: true, imports: [] },
  source: { pure: true, imports: ["base"] },
  expr: { pure: true, imports: ["base"] },
  history: { pure: true, imports: ["base"] },
  asl: { pure: true, imports: ["base", "source", "expr"] },
  definition: {
    pure: false,
    imports: ["base", "source", "asl"],
    parts: {
      cloudformation: ["tokens.ts", "carrier.ts", "substitute.ts", "parse-with-tokens.ts", "asl-file.ts"],
      serverless: ["tokens.ts", "carrier.ts", "asl-file.ts", "cloudformation"],
      hcl: [],
      terraform: ["tokens.ts", "carrier.ts", "substitute.ts", "parse-with-tokens.ts", "hcl"],
    },
  },
  config: { pure: false, imports: ["base", "source"] },
  saga: {
    pure: true,
    imports: ["base", "expr", "asl"],
    parts: {
      graph: ["model.ts"],
      words: ["model.ts", "graph"],
      dataflow: ["model.ts", "graph"],
      regions: ["model.ts", "graph", "words", "dataflow"],
      pairs: ["model.ts", "words"],
      failures: ["model.ts", "graph"],
    },
  },
  rules: { pure: true, imports: ["base", "source", "expr", "asl", "saga"] },
  engine: { pure: true, imports: ["base", "expr", "history", "asl"] },
  faults: { pure: true, imports: ["base", "history", "asl", "saga", "engine"] },
  verify: { pure: true, imports: ["base", "history", "asl", "saga"] },
  data: { pure: false, imports: ["base"] },
  tasks: { pure: false, imports: ["base", "asl", "engine", "data"] },
  targets: {
    pure: false,
    imports: ["base", "history", "asl", "definition", "engine", "faults", "tasks"],
    parts: {
      embedded: ["target.ts"],
      world: ["embedded"],
      endpoint: ["target.ts"],
      deployed: ["endpoint"],
      remote: ["target.ts", "endpoint"],
    },
  },
  server: { pure: false, imports: ["base", "history", "asl", "rules", "engine", "tasks", "targets", "source", "definition"] },
  runs: {
    pure: false,
    imports: [...belowRuns],
    parts: {
      machine: ["shown-from.ts"],
      lint: ["disk-files.ts", "shown-from.ts", "machine"],
      graph: ["machine", "lint"],
      executions: ["machine"],
      deploy: ["machine", "lint", "executions"],
      simulated: [],
      local: ["machine", "simulated"],
    },
  },
  suite: { pure: false, imports: [...belowRuns, "runs"] },
  reporters: { pure: true, imports: ["base"] },
};

/** Layers that `reporters` may name in `import type` only. */
export const reporterTypeLayers = ["history", "asl", "saga", "rules", "verify", "data", "runs", "suite"];

/** Packages that one layer alone may import. */
export const onlyImporter = {
  yaml: "source",
  "jsonc-parser": "source",
  jsonata: "expr",
  re2js: "expr",
  dynalite: "data",
  "web-tree-sitter": "definition",
  ignore: "definition",
  "@aws-sdk/client-sfn": "targets",
  "@aws-sdk/client-sts": "targets",
  "@aws-sdk/client-cloudformation": "targets",
};
