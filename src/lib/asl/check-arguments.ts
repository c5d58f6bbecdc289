import type { Member, Node, ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { TaskState } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { report, warn } from "./parse-context.ts";
import { serviceIntegration } from "./service-integrations.ts";
import { hasToken, isSymbolic } from "./symbolic.ts";

/** A call of a service gets parameters, be they none: those that it cannot do without, under the names that Step Functions knows, and the task token where it waits for one. */
export function checkArguments(context: ParseContext, node: ObjectNode, task: TaskState): void {
  const { integration, nameSpan } = task;
  const known = integration.kind === "service" ? serviceIntegration(integration.service) : undefined;
  if (known === undefined) return;
  const [key, foreign] = context.language === "JSONata" ? ["Arguments", "Parameters"] : ["Parameters", "Arguments"];
  // That they are in the other query language was said.
  if (memberOf(node, foreign)) return;
  const given = memberOf(node, key)?.value;
  const call: Call = { name: `${integration.service}:${integration.action}`, key, shaped: known.shaped ?? [], items: known.items ?? {} };
  const required = known.actions && Object.hasOwn(known.actions, integration.action) ? known.actions[integration.action] : undefined;
  if (given === undefined) {
    report(context, "missing-arguments", nameSpan, `${call.name} needs ${key}`, named(required ?? []));
  } else if (!isSymbolic(given)) {
    checkNames(context, given, call);
    checkRequired(context, given, call, required ?? []);
    checkItems(context, given, call);
    if (integration.pattern === "token" && known.token && !readsContext(memberOf(node, "InputPath")?.value))
      checkTaskToken(context, given, call);
  }
}

interface Call {
  /** `sqs:sendMessage` */
  readonly name: string;
  /** The field that its parameters stand in. */
  readonly key: string;
  readonly shaped: readonly string[];
  readonly items: Readonly<Record<string, readonly string[]>>;
}

/** Whatever case a service's own API has: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
function checkNames(context: ParseContext, given: Node, call: Call): void {
  for (const member of given.type === "object" ? given.members : []) {
    checkName(context, member, call);
    if (call.name.startsWith("aws-sdk:")) checkAcronym(context, member, call);
    if (call.shaped.includes(member.key)) checkShape(context, member.value, call);
  }
}

/** The names inside of a parameter in which no name is the caller's own. */
function checkShape(context: ParseContext, node: Node, call: Call): void {
  if (node.type === "array") for (const item of node.items) checkShape(context, item, call);
  if (node.type !== "object" || isSymbolic(node)) return;
  for (const member of node.members) {
    checkName(context, member, call);
    checkShape(context, member.value, call);
  }
}

function checkName(context: ParseContext, member: Member, { name: call }: Call): void {
  const { key } = member;
  if (!/^[a-z]/.test(key)) return;
  const right = key.slice(0, 1).toUpperCase() + key.slice(1);
  report(context, "schema", member, `${call} has no parameter "${key}": their names begin with a capital letter`, `Write "${right}".`);
}

/**
 * Behind aws-sdk names are those of the SDK for Java (`Equals` is its `EqualsValue` in the guide above), which writes an acronym at the
 * beginning as a word: `DbInstanceIdentifier`, and `Bool` where DynamoDB has BOOL (https://repost.aws/questions/QUyLUoqYlGTC2m36ibrtGXSQ).
 * Whether AWS refuses the machine or only the call is not told: https://github.com/aws/aws-cdk/issues/29968 tells of the former.
 */
function checkAcronym(context: ParseContext, member: Member, { name: call }: Call): void {
  const { key } = member;
  const right = key.replace(/^[A-Z]+(?=[A-Z][a-z]|[^A-Za-z]|$)/, (acronym) => acronym.slice(0, 1) + acronym.slice(1).toLowerCase());
  if (right === key) return;
  warn(context, "schema", member, `${call} has no parameter "${key}": names are those of the AWS SDK for Java there`, `Write "${right}".`);
}

/** Each as a field or as `field.$`. */
function checkRequired(context: ParseContext, given: Node, { name: call, key }: Call, required: readonly string[]): void {
  for (const name of missingIn(given, required)) report(context, "missing-arguments", given, `${call} needs the field ${name} in ${key}`);
}

/** AWS takes the definition, and the service refuses such an item whenever it is called. */
function checkItems(context: ParseContext, given: Node, { name: call, items }: Call): void {
  for (const [list, required] of Object.entries(items)) {
    const value = memberOf(given, list)?.value;
    for (const item of value?.type === "array" ? value.items : []) {
      for (const name of isSymbolic(item) ? [] : missingIn(item, required)) {
        const meant = keysOf(item).find((key) => lettersOf(key) === lettersOf(name));
        const hint = meant === undefined ? undefined : `Write "${name}" for "${meant}".`;
        warn(context, "missing-arguments", item, `${call} fails each time: an item of its ${list} needs the field ${name}`, hint);
      }
    }
  }
}

function missingIn(given: Node, required: readonly string[]): readonly string[] {
  if (given.type !== "object" || given.members.some((member) => hasToken(member.key))) return [];
  return required.filter((name) => !memberOf(given, name) && !memberOf(given, `${name}.$`));
}

function keysOf(node: Node): readonly string[] {
  return node.type === "object" ? node.members.map(({ key }) => key.replace(/\.\$$/, "")) : [];
}

/** A name without its case and signs: `detail-type` for `DetailType`. */
function lettersOf(name: string): string {
  return name.replaceAll(/[^a-z]/gi, "").toLowerCase();
}

function named(required: readonly string[]): string {
  return required.length === 0 ? "An empty object says that there are none." : `At least: ${required.join(", ")}.`;
}

/** AWS takes it, and the task can only time out. */
function checkTaskToken(context: ParseContext, given: Node, { name: call, key }: Call): void {
  if (readsContext(given)) return;
  const token = key === "Arguments" ? '"{% $states.context.Task.Token %}"' : '"token.$": "$$.Task.Token"';
  warn(context, "missing-arguments", given, `${call} passes its task token to nobody, so nobody can answer`, `Pass ${token} on.`);
}

/** Whether something of the context object may be in it, as the task token is. */
function readsContext(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if (isSymbolic(node)) return true;
  switch (node.type) {
    case "object":
      return node.members.some(({ value }) => readsContext(value));
    case "array":
      return node.items.some(readsContext);
    case "string":
      return node.value.includes("$$") || /\$states(?!\.(?:input|result|errorOutput)\b)/.test(node.value);
    case "number":
    case "boolean":
    case "null":
      return false;
  }
}
