import type { DeployPlan, DeployReport } from "../runs/deploy/deploy-report.ts";
import type { LintSummary } from "../runs/lint/lint-report.ts";
import { counted } from "./counted.ts";
import { definitionPatch } from "./deploy-plan-text.ts";

/** A deployment as `--format json` prints it (version 1 of the format), indented and ending with a newline. */
export async function deployJson(report: DeployReport): Promise<string> {
  const { plan, dryRun, stateMachineArn, revisionId, versionArn, alias, verified, failures } = report;
  const { machine, file, action, changes } = plan;
  const json = {
    version: 1,
    machine,
    file,
    action,
    dryRun,
    stateMachineArn,
    revisionId,
    changes,
    definition: await definitionJson(plan),
    versionArn,
    alias,
    verified,
    failures,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

async function definitionJson({ definition, machine: deployed, file }: DeployPlan): Promise<"new" | "same" | { readonly diff: string }> {
  if (definition === null) return "same";
  const { before, after } = definition;
  return before === null ? "new" : { diff: await definitionPatch({ before, after }, { deployed, file }) };
}

/** A deployment that the linter's errors forbid, in the same format. */
export function refusedJson(machine: string, file: string, lint: LintSummary): string {
  const failures = [`The linter finds ${counted(lint.errors, "error")}.`];
  return `${JSON.stringify({ version: 1, machine, file, action: "refused", lint, failures }, null, 2)}\n`;
}
