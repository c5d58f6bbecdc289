import { spanOf } from "../base/span.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { JsonValue } from "../base/json.ts";
import { didYouMean } from "../base/near-names.ts";
import type { Member, Node, ObjectNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";

/** A scenario for each of its cases, their parameters put in; every part keeps its place in the file. */
export interface ExpandedCases {
  readonly scenarios: readonly Node[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `$${` is a `${` that stands for itself. */
const PARAMETER = /\$?\$\{([^{}]*)\}/g;

/** Replaces `${name}` in all texts of a scenario by the members of each of its cases; a text that is nothing else becomes the member's value. */
export function expandCases(scenario: Node): ExpandedCases {
  const cases = memberOf(scenario, "cases")?.value;
  if (scenario.type !== "object" || cases?.type !== "array") return { scenarios: [scenario], diagnostics: [] };
  const members = scenario.members.filter(({ key }) => key !== "cases");
  const diagnostics: Diagnostic[] = [];
  const scenarios = cases.items.map((parameters, index): Node => {
    if (parameters.type !== "object") return scenario;
    const expanded = members.map((member) => withParameters(member, parameters, diagnostics));
    return { ...scenario, members: named(expanded, members, parameters, index) };
  });
  return { scenarios, diagnostics };
}

/** Cases whose name does not tell them apart get their parameters added to it. */
function named(expanded: readonly Member[], members: readonly Member[], parameters: ObjectNode, index: number): readonly Member[] {
  const before = members.find(({ key }) => key === "name")?.value;
  return expanded.map((member) => {
    const { key, value } = member;
    if (key !== "name" || value.type !== "string" || before?.type !== "string" || value.value !== before.value) return member;
    const shown = parameters.members.map((parameter) => `${parameter.key} ${JSON.stringify(valueOf(parameter.value))}`).join(", ");
    return { ...member, value: { ...value, value: `${value.value} (${shown === "" ? index + 1 : shown})` } };
  });
}

function withParameters(member: Member, parameters: ObjectNode, diagnostics: Diagnostic[]): Member {
  return { ...member, value: replaced(member.value, parameters, diagnostics) };
}

function replaced(node: Node, parameters: ObjectNode, diagnostics: Diagnostic[]): Node {
  switch (node.type) {
    case "object":
      return { ...node, members: node.members.map((member) => withParameters(member, parameters, diagnostics)) };
    case "array":
      return { ...node, items: node.items.map((item) => replaced(item, parameters, diagnostics)) };
    case "string": {
      const whole = /^\$\{([^{}]*)\}$/.exec(node.value)?.[1];
      const found = whole === undefined ? undefined : memberOf(parameters, whole)?.value;
      if (found !== undefined) return { ...found, ...spanOf(node) };
      return { ...node, value: inText(node, parameters, diagnostics) };
    }
    case "number":
    case "boolean":
    case "null":
      return node;
  }
}

function inText(node: Extract<Node, { type: "string" }>, parameters: ObjectNode, diagnostics: Diagnostic[]): string {
  return node.value.replaceAll(PARAMETER, (match, name: string) => {
    if (match.startsWith("$$")) return match.slice(1);
    const parameter = memberOf(parameters, name)?.value;
    if (parameter !== undefined) return textOf(valueOf(parameter));
    const hint = `${didYouMean(
      name,
      parameters.members.map(({ key }) => key),
    )} A \${ of the text itself is written $\${.`;
    diagnostics.push({ code: "scenario", severity: "error", message: `This case has no parameter "${name}"`, span: spanOf(node), hint });
    return match;
  });
}

function textOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
