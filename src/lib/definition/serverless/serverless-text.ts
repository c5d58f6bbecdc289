import type { Member, Node } from "../../source/node.ts";
import { placed } from "../../source/parse-inner.ts";
import { serverlessParts } from "./serverless-syntax.ts";
import type { PlacedValue, Service } from "./serverless-value.ts";
import { MAX_STEPS, followed, lookUp } from "./serverless-value.ts";

/** AWS takes a megabyte as a definition. */
const LONGEST_TEXT = 1_000_000;

/** The text of a place with the values of its variables; a variable that is not known stays one, without braces inside. */
export async function resolvedText(service: Service, text: string, at: PlacedValue, steps: number): Promise<string> {
  if (!text.includes("${") || steps > MAX_STEPS) return text;
  const parts = serverlessParts(text).map(async (part) =>
    part.type === "text" ? part.text : variableText(service, part.inner, at, steps),
  );
  const resolved = (await Promise.all(parts)).join("");
  return resolved.length > LONGEST_TEXT ? text : resolved;
}

async function variableText(service: Service, written: string, at: PlacedValue, steps: number): Promise<string> {
  const inner = await resolvedText(service, written, at, steps + 1);
  const found = inner.includes("${") ? undefined : await lookUp(service, inner, at, steps);
  const { node } = found?.type === "value" ? found : {};
  if (node?.type === "string") return resolvedText(service, node.value, at, steps + 1);
  if (node?.type === "number" || node?.type === "boolean") return String(node.value);
  return `\${${inner.replaceAll("${", "(").replaceAll("}", ")")}}`;
}

/** The tree with the values of its variables in their place: what comes from another place stands where the variable does. */
export async function resolvedTree(service: Service, parsed: PlacedValue["parsed"], node: Node, steps = 0): Promise<Node> {
  switch (node.type) {
    case "object": {
      const members = await Promise.all(node.members.map((member) => resolvedMember(service, parsed, member, steps)));
      return members.every((member, index) => member === node.members[index]) ? node : { ...node, members };
    }
    case "array": {
      const items = await Promise.all(node.items.map((item) => resolvedTree(service, parsed, item, steps)));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    case "string":
      return node.value.includes("${") ? resolvedString(service, { type: "value", parsed, node }, node.value, steps) : node;
    case "number":
    case "boolean":
    case "null":
      return node;
  }
}

async function resolvedMember(service: Service, parsed: PlacedValue["parsed"], member: Member, steps: number): Promise<Member> {
  const value = await resolvedTree(service, parsed, member.value, steps);
  return value === member.value ? member : { ...member, value };
}

async function resolvedString(service: Service, at: PlacedValue, text: string, steps: number): Promise<Node> {
  const { node } = at;
  const behind = await followed(service, at, steps);
  if (behind.type === "value" && behind.node !== node) {
    const value = steps > MAX_STEPS ? behind.node : await resolvedTree(service, behind.parsed, behind.node, steps + 1);
    return placed(value, () => node);
  }
  const value = await resolvedText(service, text, at, steps);
  return value === text ? node : { ...node, type: "string", value };
}
