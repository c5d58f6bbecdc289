import type { Node, ObjectNode } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import { intrinsicOf } from "./intrinsic.ts";
import type { Substitutions } from "../tokens.ts";
import { withValues } from "../tokens.ts";

/** A member of a section of a template, and the values of the names that `Fn::ForEach` gives around it. */
export interface RepeatedMember {
  readonly key: string;
  readonly value: Node;
  readonly values: Substitutions;
}

/** More rounds than a template needs whose resources AWS takes. */
const MAX_ROUNDS = 500;

/**
 * The members of a section of a template, those of `Fn::ForEach` once for each value of its list; one whose list is not known stands once, tokens in its name:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function repeatedMembers(template: Node | undefined, section: string): readonly RepeatedMember[] {
  const node = memberOf(template, section)?.value;
  return node?.type === "object" ? membersOf({ template, left: MAX_ROUNDS }, node, {}) : [];
}

interface Run {
  readonly template: Node | undefined;
  /** Rounds in rounds grow exponentially. */
  left: number;
}

function membersOf(run: Run, { members }: ObjectNode, values: Substitutions): readonly RepeatedMember[] {
  return members.flatMap(({ key, value }) => {
    const repeated = key.startsWith("Fn::ForEach::") ? roundsOf(run, value, values) : undefined;
    return repeated ?? [{ key: withValues(key.replaceAll("&{", "${"), values), value, values }];
  });
}

function roundsOf(run: Run, loop: Node, values: Substitutions): readonly RepeatedMember[] | undefined {
  const [name, list, body] = loop.type === "array" ? loop.items : [];
  if (name?.type !== "string" || list === undefined || body?.type !== "object") return undefined;
  const rounds = itemsOf(run.template, list)?.map((item) => ({ ...values, [name.value]: item })) ?? [values];
  return rounds.flatMap((round) => {
    run.left -= 1;
    return run.left < 0 ? [] : membersOf(run, body, round);
  });
}

/** A list of words, or the default of a parameter that is one. */
function itemsOf(template: Node | undefined, list: Node): readonly string[] | undefined {
  const { name, argument } = intrinsicOf(list) ?? {};
  if (name === "Ref" && argument?.type === "string")
    return defaultList(memberOf(memberOf(template, "Parameters")?.value, argument.value)?.value);
  if (list.type !== "array") return undefined;
  const words = list.items.flatMap((item) => (item.type === "string" && intrinsicOf(item) === undefined ? [item.value] : []));
  return words.length === list.items.length ? words : undefined;
}

function defaultList(parameter: Node | undefined): readonly string[] | undefined {
  const fallback = memberOf(parameter, "Default")?.value;
  const type = memberOf(parameter, "Type")?.value;
  const isList = type?.type === "string" && type.value === "CommaDelimitedList" && fallback?.type === "string";
  return isList ? fallback.value.split(",").map((item) => item.trim()) : undefined;
}
