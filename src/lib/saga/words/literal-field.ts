import { isObject, member } from "../../base/json.ts";
import type { Template, TemplateEntry } from "../../expr/template.ts";

/** The literal text of a member of an argument object. */
export function literalField(template: Template | undefined, key: string): string | undefined {
  if (template?.type === "literal") {
    const field = isObject(template.value) ? member(template.value, key) : undefined;
    return typeof field === "string" ? field : undefined;
  }
  if (template?.type !== "object") return undefined;
  const field = entryOf(template.entries, key);
  return field?.type === "literal" && typeof field.value === "string" ? field.value : undefined;
}

function entryOf(entries: readonly TemplateEntry[], key: string): Template | undefined {
  for (const entry of entries) if (entry.key === key) return entry.value;
  return undefined;
}

/** The literal text of a member, or where the input has it: `$.functions.refundPayment` is named for what it holds. */
export function namedField(template: Template | undefined, key: string): string | undefined {
  const field = template?.type === "object" ? entryOf(template.entries, key) : undefined;
  return field?.type === "path" ? field.path.text.split(".").at(-1) : literalField(template, key);
}
