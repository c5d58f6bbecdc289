import type { Files } from "../../base/ports.ts";
import type { MachineType } from "../../asl/ast.ts";
import type { StackReader } from "../../targets/endpoint/read-stack.ts";
import { readStack } from "../../targets/endpoint/read-stack.ts";
import { stackSubstitutions } from "../../targets/endpoint/stack-substitutions.ts";
import { lintToDeploy } from "./deploy-lint.ts";
import { checkTokens } from "./deploy-tokens.ts";
import type { LintReport } from "../lint/lint-report.ts";
import type { MachineReference } from "../machine/locate-machine.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";
import { resolveMachine } from "../machine/resolve-machine.ts";

/** The definition that a person wants deployed. */
export interface DefinitionRequest extends MachineReference {
  /** A CloudFormation stack that gives values to tokens: over those of the config, under `substitutions`. */
  readonly stack?: string;
  readonly type?: MachineType;
  readonly lint: boolean;
}

/** A definition with a value for every token. */
export interface DefinitionToDeploy {
  readonly resolved: ResolvedMachine;
  /** Undefined where nobody wanted it linted. */
  readonly lint: LintReport | undefined;
}

/** Finds the machine, gives values to its tokens and lints it. @throws UserError where the definition cannot be used, or a token has no value. */
export async function definitionToDeploy(
  files: Files,
  cwd: string,
  { stack, type, lint, ...reference }: DefinitionRequest,
  reader: StackReader,
): Promise<DefinitionToDeploy> {
  const ofStack = stack === undefined ? {} : stackSubstitutions(await readStack(stack, reader));
  const substitutions = { ...ofStack, ...reference.substitutions };
  const resolved = await resolveMachine(files, cwd, { ...reference, substitutions });
  await checkTokens(files, cwd, resolved, substitutions);
  const toLint = { resolved, type: type ?? resolved.type ?? "STANDARD", substitutions };
  return { resolved, lint: lint ? await lintToDeploy(files, cwd, toLint) : undefined };
}
