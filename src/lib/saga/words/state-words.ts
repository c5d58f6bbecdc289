import type { State, TaskState } from "../../asl/ast.ts";
import type { Integration } from "../../asl/integration.ts";
import type { JsonValue } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import type { Template } from "../../expr/template.ts";
import { namedField } from "./literal-field.ts";
import { namesOutcome, saysDeed, saysFailure, soundsLikeUndo } from "./name-says.ts";
import type { NameWords } from "./name-words.ts";
import { nameWords, NO_WORDS } from "./name-words.ts";
import { taskIntegration } from "./task-integration.ts";
import { COMPLETING_VERBS } from "./verbs.ts";

/** What a state says of itself, nearest to its purpose first: its name; what it calls; a mode among its arguments. */
export interface StateWords {
  /** Where the name itself has no verb, with those of what the state calls. */
  readonly name: NameWords;
  readonly call: NameWords;
  /** The digits in the name, as `2` of `BookHotel2`: they tell apart what words do not. */
  readonly number: string;
  readonly comment: string;
  /** Whether what it calls is a function, rather than an action of a service. */
  readonly callsFunction: boolean;
  /** The action of a service that it calls; null where it calls a function, or nothing. */
  readonly request: ServiceRequest | null;
}

/** A state, with what it says of itself. */
export interface WordedState {
  readonly state: string;
  /** Its place in the graph. */
  readonly index: number;
  readonly words: StateWords;
}

/** What is asked of a service. */
export interface ServiceRequest {
  readonly service: string;
  readonly action: string;
  readonly given: Template | undefined;
}

const MODE_FIELDS = new Set(["action", "operation", "mode", "command", "op", "type", "method"]);

/** Reads a state's words, its name as given. A function that does several things is told apart by a literal such as `"action": "RELEASE"`. */
export function stateWords(state: State, title: string): StateWords {
  const comment = state.comment?.value ?? "";
  const name = nameWords(title);
  const number = title.match(/\d+/g)?.join(".") ?? "";
  if (state.type !== "Task") return { name, call: NO_WORDS, number, comment, callsFunction: false, request: null };
  const integration = taskIntegration(state);
  const callsFunction = integration.kind !== "service" || integration.service === "lambda";
  const modes = nameWords(modesOf(state.arguments).join(" "));
  const callName = callsFunction ? functionName(state, integration) : integration.action;
  const called = nameWords(modes.tokens.length === 0 ? callName : `${callName} ${modes.tokens.join(" ")}`);
  // The name of a function that does several things says nothing of which it does here.
  const call = modes.verbs.length > 0 ? { ...called, verbs: modes.verbs } : called;
  const doing = callsFunction && namesOutcome(name) ? spokenBy(call, name) : name;
  const request = callsFunction ? null : requestOf(integration, state.arguments);
  return { name: withMode(doing, call, modes), call, number, comment, callsFunction, request };
}

/** What is said by what a state calls, where its name only says what has come before: PaymentSuccess, that calls ReserveStock. */
function spokenBy(call: NameWords, name: NameWords): NameWords {
  if (!saysDeed(call)) return name;
  return soundsLikeUndo(call) && !saysFailure(call) ? call : { ...call, tokens: name.tokens };
}

function requestOf({ service, action }: Integration, given: Template | undefined): ServiceRequest {
  return { service: service.replace("aws-sdk:", ""), action, given };
}

/** The function a Lambda task calls, as far as it can be read: the last part of its ARN or of the token that hides it. */
function functionName(state: TaskState, { kind }: Integration): string {
  const named = kind === "service" ? namedField(state.arguments, "FunctionName") : state.resource.value;
  return plainToken(behindLast(named ?? "", ":function:"));
}

function behindLast(text: string, mark: string): string {
  const at = text.lastIndexOf(mark);
  return at === -1 ? text : text.slice(at + mark.length);
}

/** What of a token names nothing, and identifiers: `${aws_lambda_function.reserve_stock.arn}` → `reserve_stock`. */
const NAMELESS =
  /\b(?:aws_lambda_function|aws_dynamodb_table|module|opt:stage|self:service)\b\.?|\.(?:arn|Arn|function_name|name|qualified_arn|invoke_arn)\b|\b[A-Z0-9]{8,}\b|(?<=[a-z])[0-9A-F]{8}\b/g;

function plainToken(text: string): string {
  return text.replace(NAMELESS, " ");
}

function modesOf(template: Template | undefined): readonly string[] {
  const modes: string[] = [];
  if (template !== undefined) addModes(modes, template);
  return modes;
}

function addModes(modes: string[], template: Template): void {
  if (template.type === "literal") addLiteralModes(modes, "", template.value);
  if (template.type !== "object") return;
  for (const { key, value } of template.entries) {
    if (value.type === "literal") addLiteralModes(modes, key, value.value);
    else addModes(modes, value);
  }
}

function addLiteralModes(modes: string[], key: string, value: JsonValue): void {
  if (typeof value === "string" && MODE_FIELDS.has(key.toLowerCase())) modes.push(value);
  if (isObject(value)) for (const [name, inner] of Object.entries(value)) addLiteralModes(modes, name, inner);
}

/** The name with what is done where it does not say so, or a mode does; CleanupAfterRollback, told to complete, does nothing else. */
function withMode(name: NameWords, call: NameWords, modes: NameWords): NameWords {
  if (modes.verbs.length === 0) return name.verbs.length === 0 ? withVerbs(name, call.verbs) : name;
  return modes.verbs.every((verb) => COMPLETING_VERBS.has(verb)) ? { ...name, verbs: modes.verbs } : withVerbs(name, call.verbs);
}

function withVerbs(name: NameWords, verbs: readonly string[]): NameWords {
  const others = verbs.filter((verb) => !name.verbs.includes(verb));
  return others.length === 0 ? name : { ...name, verbs: [...name.verbs, ...others] };
}
