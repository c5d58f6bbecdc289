import { EXIT, UserError } from "../lib/base/user-error.ts";
import { errorRouteText } from "../lib/reporters/error-route-text.ts";
import { ruleListText } from "../lib/reporters/rule-list-text.ts";
import { allRules } from "../lib/rules/all-rules.ts";
import { errorRoute } from "../lib/runs/error-route.ts";
import { resolveMachine } from "../lib/runs/machine/resolve-machine.ts";
import { rulePage } from "../lib/runs/lint/rule-pages.ts";
import type { Io } from "./io.ts";
import { styleFor } from "./style-for.ts";

/** The flags of `saga-cli explain`, as commander gives them. */
export interface ExplainOptions {
  readonly definition?: string;
  readonly machine?: string;
  readonly config?: string;
  readonly format: "text" | "json";
}

/** Prints the page of a rule, the list of rules, or the way of an error; gives the exit code. */
export async function explainAction(
  subject: string | undefined,
  error: string | undefined,
  options: ExplainOptions,
  io: Io,
): Promise<number> {
  const style = await styleFor(io.stdout, io.env);
  if (options.definition === undefined) {
    if (error !== undefined)
      throw new UserError(`Nothing says which definition has the state "${subject}"`, "Name it by --definition FILE.");
    io.stdout.write(subject === undefined ? ruleListText(allRules, style) : rulePage(subject));
    return EXIT.ok;
  }
  if (subject === undefined || error === undefined) {
    throw new UserError(
      "--definition needs a state and an error",
      "As: saga-cli explain ReserveInventory States.Timeout --definition FILE.",
    );
  }
  const { definition: target, machine, config } = options;
  const reference = { target, machine, config };
  const resolved = await resolveMachine(io.files, io.cwd, reference);
  const route = errorRoute(resolved.machine, subject, error);
  io.stdout.write(options.format === "json" ? `${JSON.stringify({ version: 1, ...route }, null, 2)}\n` : errorRouteText(route, style));
  return EXIT.ok;
}
