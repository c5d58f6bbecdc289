import { parseMachine } from "../../asl/parse-machine.ts";
import type { JsonObject } from "../../base/json.ts";
import { UserError } from "../../base/user-error.ts";
import type { Config } from "../../config/config.ts";
import { buildModel } from "../../saga/build-model.ts";
import { valueOf } from "../../source/node.ts";
import { parseJson } from "../../source/parse-json.ts";
import { problemsError } from "../../source/problems-error.ts";
import { declarationsOf } from "./declarations-of.ts";
import type { ResolvedMachine } from "./resolve-machine.ts";

/** A machine as an endpoint has it. */
export interface DeployedDefinition {
  readonly name: string;
  /** JSON text. */
  readonly definition: string;
  /** How messages name it: its ARN. */
  readonly shownAs: string;
}

/** Understands a definition that came from an endpoint, with what the config declares of a machine of that name. @throws UserError where it cannot be read. */
export function resolveDeployed({ name, definition, shownAs: file }: DeployedDefinition, config: Config): ResolvedMachine {
  const { source, root, diagnostics } = parseJson({ file, text: definition });
  const parsed = root === undefined ? undefined : parseMachine({ source, root });
  const settings = Object.hasOwn(config.machines, name) ? config.machines[name] : undefined;
  const built = parsed?.machine && buildModel(name, parsed.machine, declarationsOf(settings));
  const problems = [...diagnostics, ...(parsed?.diagnostics ?? []), ...(built?.diagnostics ?? [])];
  const [first, ...others] = problems.filter(({ severity }) => severity === "error");
  if (first) throw problemsError(source, first, others);
  if (root === undefined || !parsed?.machine || !built)
    throw new UserError("There is no state machine in this definition", undefined, { file });
  return { name, file, machine: parsed.machine, definition: valueOf(root) as JsonObject, model: built.model, config, settings, nested: [] };
}
