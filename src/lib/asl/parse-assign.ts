import type { Template } from "../expr/template.ts";
import type { Member, ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";
import { expectType } from "./parse-field.ts";
import { parseTemplate } from "./parse-template.ts";
import { hasToken } from "./symbolic.ts";

const MAX_LENGTH = 80;

/** The Assign of a state, rule or catcher: an object of which each key names a variable (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html). */
export function assignField(context: ParseContext, object: ObjectNode): Template | undefined {
  const node = memberOf(object, "Assign")?.value;
  if (node === undefined) return undefined;
  const assign = expectType(context, node, "object", "Assign");
  for (const member of assign?.members ?? []) checkName(context, member);
  return assign && parseTemplate(context, assign);
}

function checkName(context: ParseContext, member: Member): void {
  const { key } = member;
  const name = context.language === "JSONPath" && key.endsWith(".$") ? key.slice(0, -2) : key;
  if (hasToken(name)) return;
  if (name === "states") report(context, "invalid-variable", member, 'The variable "states" is reserved: $states is what JSONata reads');
  else if (name.startsWith("$")) {
    report(
      context,
      "invalid-variable",
      member,
      `"${name}" is not a variable name`,
      `Assign it as "${name.slice(1)}": only reading it takes a $.`,
    );
  } else if (!/^\p{ID_Start}\p{ID_Continue}*$/u.test(name)) {
    report(
      context,
      "invalid-variable",
      member,
      `"${name}" is not a variable name`,
      "It starts with a letter; letters, digits and _ follow.",
    );
  } else if (name.length > MAX_LENGTH) {
    report(context, "invalid-variable", member, `Variable names hold at most ${MAX_LENGTH} characters, this one ${name.length}`);
  }
}
