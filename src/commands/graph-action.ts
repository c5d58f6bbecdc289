import { EXIT } from "../lib/base/user-error.ts";
import { graphJson } from "../lib/reporters/graph-json.ts";
import { graphMermaid } from "../lib/reporters/graph-mermaid.ts";
import { graphText } from "../lib/reporters/graph-text.ts";
import type { MachineReport } from "../lib/runs/graph/graph-report.ts";
import { graphReport } from "../lib/runs/graph/graph-report.ts";
import { loadMachines } from "../lib/runs/graph/load-machines.ts";
import type { Io } from "./io.ts";
import { styleFor } from "./style-for.ts";

/** The flags of `saga-cli graph`, as commander gives them. */
export interface GraphOptions {
  readonly machine?: string;
  readonly config?: string;
  readonly format: "text" | "json" | "mermaid";
}

/** Prints what saga-cli believes of the machines; gives the exit code. */
export async function graphAction(target: string, { machine, config, format }: GraphOptions, io: Io): Promise<number> {
  const reference = { target, machine, config };
  const reports = (await loadMachines(io.files, io.cwd, reference)).map(graphReport);
  io.stdout.write(await graphOutput(reports, format, io));
  return EXIT.ok;
}

async function graphOutput(reports: readonly MachineReport[], format: GraphOptions["format"], io: Io): Promise<string> {
  switch (format) {
    case "text":
      return graphText(reports, await styleFor(io.stdout, io.env));
    case "json":
      return graphJson(reports);
    case "mermaid":
      return graphMermaid(reports);
  }
}
