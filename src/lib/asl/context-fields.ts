import { didYouMean } from "../base/near-names.ts";
import type { JsonPath } from "../expr/json-path.ts";

/**
 * The parts of the context object with what is in them.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html, which says that fields are added now and then.
 */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Execution: ["Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"],
  Map: ["Item"],
  State: ["EnteredTime", "Name", "RetryCount"],
  StateMachine: ["Id", "Name"],
  Task: ["Token"],
};

/** What a path names that the context object does not have, and what it has there; undefined where nothing is known to be wrong. */
export function unknownContextField({ root, keys }: JsonPath): { readonly name: string; readonly hint: string } | undefined {
  const [part, field] = root.type === "context" ? (keys ?? []) : [];
  if (typeof part !== "string") return undefined;
  if (!Object.hasOwn(FIELDS, part)) return { name: part, hint: didYouMean(part, Object.keys(FIELDS)) };
  const fields = FIELDS[part] ?? [];
  return typeof field !== "string" || fields.includes(field) ? undefined : { name: `${part}.${field}`, hint: didYouMean(field, fields) };
}
