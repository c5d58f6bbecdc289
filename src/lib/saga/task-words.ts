import type { State, TaskState } from "../asl/ast.ts";
import type { Integration } from "../asl/integration.ts";
import { integrationOf } from "../asl/integration.ts";
import type { JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { Template } from "../expr/template.ts";
import type { NameWords } from "./name-words.ts";
import { nameWords } from "./name-words.ts";

/** What a state says of itself, nearest to its purpose first: its name; what it calls; a mode among its arguments. */
export interface StateWords {
  readonly name: NameWords;
  readonly call: NameWords;
  readonly comment: string;
  /** Whether what it calls is a function, rather than an action of a service. */
  readonly callsFunction: boolean;
}

const MODE_FIELDS = new Set(["action", "operation", "mode", "command", "op", "type", "method"]);
const RESOURCE_FIELDS = ["TableName", "Bucket", "StateMachineArn", "SecretId", "Name"];

/** Reads a state's words. A function that does several things is told apart by a literal such as `"action": "RELEASE"`. */
export function stateWords(state: State): StateWords {
  const comment = state.comment?.value ?? "";
  const name = nameWords(state.name);
  if (state.type !== "Task") return { name, call: nameWords(""), comment, callsFunction: false };
  const modes = nameWords(modesOf(state.arguments).join(" "));
  const called = nameWords(`${callName(state)} ${modes.tokens.join(" ")}`);
  // The name of a function that does several things says nothing of which it does here.
  const call = modes.verbs.length > 0 ? { ...called, verbs: modes.verbs } : called;
  return {
    name: name.verbs.length === 0 || modes.verbs.length > 0 ? withVerbs(name, call.verbs) : name,
    call,
    comment,
    callsFunction: callsFunction(state),
  };
}

/** The function a Lambda task calls, as far as it can be read: the last part of its ARN or of the token that hides it. */
function functionName(state: TaskState): string {
  const { service, kind } = taskIntegration(state);
  const named =
    kind === "service" ? (service === "lambda" ? namedField(state.arguments, "FunctionName") : undefined) : state.resource.value;
  return plainToken(named ?? "").replace(/^.*:function:/, "");
}

/** How a Task reaches the outside, with the tokens of a partition filled in, which otherwise hide the service. */
export function taskIntegration({ resource: { value }, integration }: TaskState): Integration {
  return value.includes("{")
    ? integrationOf(value.replace(/^arn:(\$\{AWS::Partition\}|#\{AWS::Partition\}|\{\{.*?\}\})/, "arn:aws"))
    : integration;
}

/** The literal text of a member of an argument object. */
export function literalField(template: Template | undefined, key: string): string | undefined {
  if (template?.type === "literal") {
    const field = isObject(template.value) ? member(template.value, key) : undefined;
    return typeof field === "string" ? field : undefined;
  }
  if (template?.type !== "object") return undefined;
  const field = template.entries.find((entry) => entry.key === key)?.value;
  return field?.type === "literal" && typeof field.value === "string" ? field.value : undefined;
}

/** The literal text of a member, or where the input has it: `$.functions.refundPayment` is named for what it holds. */
function namedField(template: Template | undefined, key: string): string | undefined {
  const field = template?.type === "object" ? template.entries.find((entry) => entry.key === key)?.value : undefined;
  return field?.type === "path" ? field.path.text.split(".").at(-1) : literalField(template, key);
}

function callsFunction(state: TaskState): boolean {
  const { kind, service } = taskIntegration(state);
  return kind !== "service" || service === "lambda";
}

function callName(state: TaskState): string {
  if (callsFunction(state)) return functionName(state);
  const { action } = taskIntegration(state);
  const resources = RESOURCE_FIELDS.map((field) => literalField(state.arguments, field) ?? "");
  return `${action} ${plainToken(resources.join(" "))}`;
}

/** `${aws_lambda_function.reserve_stock.arn}` → `reserve_stock`. */
function plainToken(text: string): string {
  return text
    .replaceAll(/\b(?:aws_lambda_function|aws_dynamodb_table|module|opt:stage|self:service)\b\.?/g, " ")
    .replaceAll(/\.(?:arn|Arn|function_name|name|qualified_arn|invoke_arn)\b/g, " ")
    .replaceAll(/\b[A-Z0-9]{8,}\b|(?<=[a-z])[0-9A-F]{8}\b/g, " ");
}

function modesOf(template: Template | undefined): readonly string[] {
  if (template?.type === "literal") return modesIn("", template.value);
  if (template?.type !== "object") return [];
  return template.entries.flatMap(({ key, value }) => (value.type === "literal" ? modesIn(key, value.value) : modesOf(value)));
}

function modesIn(key: string, value: JsonValue): readonly string[] {
  if (typeof value === "string") return MODE_FIELDS.has(key.toLowerCase()) ? [value] : [];
  return isObject(value) ? Object.entries(value).flatMap(([name, inner]) => modesIn(name, inner)) : [];
}

function withVerbs(name: NameWords, verbs: readonly string[]): NameWords {
  return { ...name, verbs: [...new Set([...name.verbs, ...verbs])] };
}
