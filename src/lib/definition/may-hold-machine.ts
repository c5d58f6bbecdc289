import { isTerraform, isTerragrunt } from "./terraform/is-terraform.ts";

const NAMES = /\.(?:json|ya?ml|tf|asl|template)$/i;
const CERTAIN = /\.asl\.(?:json|ya?ml)$/i;

/** Words that every definition, and every template or configuration with a machine, holds. */
const WORDS = /StartAt|::StateMachine|stepFunctions/;
/** A module that makes a machine may have any name, and is given a definition; that of a task or a container is something else. */
const TERRAFORM_WORDS = /aws_sfn_state_machine|step-functions|(?:\b|machine_|function_|sfn_|workflow_)definition\w*"?\s*[=:]/;

/** Whether a file of this name may hold a state machine. */
export function isNamedLikeDefinition(name: string): boolean {
  return NAMES.test(name) || isTerragrunt(name);
}

/** Whether a file that is so named is worth parsing, by a glance at its text (undefined where it cannot be read); `order.asl.json` always is. */
export function mayHoldMachine(name: string, read: () => string | undefined): boolean {
  if (CERTAIN.test(name)) return true;
  const text = read();
  return text !== undefined && (isTerraform(name) || isTerragrunt(name) ? TERRAFORM_WORDS : WORDS).test(text);
}
