import type { Retrier } from "../asl/ast.ts";
import { firstMatch } from "../asl/error-matching.ts";

/** Whether the Retry makes at least one more attempt after the error: its first retrier that matches decides. */
export function isRetried(retry: readonly Retrier[], error: string): boolean {
  return (retry[firstMatch(retry, { error })]?.maxAttempts ?? 0) > 0;
}
