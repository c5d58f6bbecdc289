import type { State, StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { lazily } from "../base/lazily.ts";
import type { Span } from "../base/span.ts";

/** Gives the innermost state that a place of the text belongs to; null where it belongs to the machine. */
export function stateFinder(machine: StateMachine): (span: Span) => string | null {
  const states = lazily((): readonly State[] => [...allStates(machine)]);
  // Outer before inner: the last that holds the place is the innermost.
  return ({ start }) => states().findLast((state) => holds(state, start))?.name ?? null;
}

function holds({ nameSpan, span }: State, place: number): boolean {
  return (
    (place >= span.start && place < span.end) || (place >= Math.min(nameSpan.start, span.start) && place < Math.max(nameSpan.end, span.end))
  );
}
