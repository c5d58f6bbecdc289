import { ApiError } from "../targets/embedded/api-error.ts";
import type { Field } from "./parameters.ts";
import { list, required, structure, text } from "./parameters.ts";

/** A tag as requests and answers have it. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

const tag = required(structure({ key: required(text({ min: 1, max: 128 })), value: required(text({ max: 256 })) }));

/** Tags as a parameter. */
export const tagsField: Field<readonly Tag[] | undefined> = list(tag);

/** The most tags that a resource has. */
const MAX_TAGS = 50;

/** Adds tags; an ApiError where they become too many. */
export function addTags(tags: Map<string, string>, added: readonly Tag[], arn: string): void {
  const keys = new Set([...tags.keys(), ...added.map(({ key }) => key)]);
  if (keys.size > MAX_TAGS)
    throw new ApiError("TooManyTags", `Too many tags: '${arn}' would have ${keys.size}, and ${MAX_TAGS} is the most`);
  for (const { key, value } of added) tags.set(key, value);
}

/** The tags as an answer lists them. */
export function listTags(tags: ReadonlyMap<string, string>): readonly { key: string; value: string }[] {
  return [...tags].map(([key, value]) => ({ key, value }));
}
