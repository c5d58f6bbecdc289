import type { ObjectNode } from "../source/node.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";
import { textField } from "./parse-field.ts";
import { hasToken } from "./symbolic.ts";

const MAX_LENGTH = 40;

/** The Label of a distributed Map: short, plain, and no other Map's (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html). */
export function parseLabel(context: ParseContext, node: ObjectNode): string | undefined {
  const label = textField(context, node, "Label");
  if (label === undefined || hasToken(label.value)) return label?.value;
  const { value, span } = label;
  const forbidden = forbiddenIn(value);
  if (forbidden !== undefined) report(context, "label", span, `A Label cannot hold ${JSON.stringify(forbidden)}`);
  if (value === "") report(context, "label", span, "A Label cannot be empty", "Leave it out: Step Functions makes one.");
  if (value.length > MAX_LENGTH) report(context, "label", span, `A Label holds at most ${MAX_LENGTH} characters, this one ${value.length}`);
  if (context.labels.has(value)) report(context, "label", span, `Another Map of this machine has the Label "${value}"`);
  context.labels.add(value);
  return value;
}

/** White space, wildcards, brackets, special and control characters: a label becomes a part of an ARN. */
function forbiddenIn(label: string): string | undefined {
  // Written here, the class of control characters is put together only where there is a label.
  return /[\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]/u.exec(label)?.[0];
}
