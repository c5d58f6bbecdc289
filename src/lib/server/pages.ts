import { createHash } from "node:crypto";
import { ApiError } from "../targets/embedded/api-error.ts";
import type { Field } from "./parameters.ts";
import { number, text } from "./parameters.ts";

/** The parameters of an operation that answers in pages. */
export const pageFields: { readonly [K in keyof PageRequest]: Field<PageRequest[K]> } = {
  maxResults: number({ min: 0, max: 1000 }),
  nextToken: text({ min: 1, max: 3096 }),
};

/** Which page a request asks for. */
export interface PageRequest {
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
}

/** One page of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

const DEFAULT_SIZE = 100;

/** A page of the items; `of` says what list it is, so that a token of another list is refused with an ApiError. */
export function pageOf<T>(items: readonly T[], { maxResults, nextToken }: PageRequest, of: string): Page<T> {
  const start = nextToken === undefined ? 0 : startOf(nextToken, of);
  const end = start + (maxResults === undefined || maxResults === 0 ? DEFAULT_SIZE : maxResults);
  const page = items.slice(start, end);
  return end < items.length ? { items: page, nextToken: tokenFor(end, of) } : { items: page };
}

function tokenFor(start: number, of: string): string {
  return Buffer.from(`${start}.${digest(of)}`).toString("base64url");
}

function startOf(token: string, of: string): number {
  const [, start, list] = /^(\d+)\.([\da-f]+)$/.exec(Buffer.from(token, "base64url").toString("latin1")) ?? [];
  if (start === undefined || list !== digest(of)) throw new ApiError("InvalidToken", "Invalid Token: 'Invalid token'");
  return Number(start);
}

function digest(of: string): string {
  return createHash("sha256").update(of).digest("hex").slice(0, 16);
}
