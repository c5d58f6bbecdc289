import type { StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import type { Span } from "../base/span.ts";

/** The innermost state that a place of the text belongs to; null where it belongs to the machine. */
export function stateAt(machine: StateMachine, { start }: Span): string | null {
  let innermost: string | null = null;
  // Outer before inner: the last that holds the place is the innermost.
  for (const { name, nameSpan, span } of allStates(machine)) {
    if (start >= Math.min(nameSpan.start, span.start) && start < Math.max(nameSpan.end, span.end)) innermost = name;
  }
  return innermost;
}
