import type { Gap, Need, Reader } from "./data-trace.ts";
import type { WayStep } from "../graph/shortest-way.ts";

/** A reader that a gap reaches. */
export interface Hit {
  readonly gap: Gap;
  readonly reader: Reader;
  /** The states from the gap to the reader, both included; from the first state on where the gap is the start. */
  readonly way: () => readonly WayStep[];
}

interface Reached {
  readonly need: Need;
  readonly gap: Gap;
  readonly before: Reached | null;
  /** Taken on leaving the state before. */
  readonly error: string | null;
}

/** The readers that suffer from any of the gaps, nearest first, each once. */
export function* readersBehind(gaps: readonly Gap[]): Generator<Hit> {
  const seen = new Set<Need>();
  const queue: Reached[] = [];
  const reach = (reached: Reached): void => {
    if (seen.has(reached.need)) return;
    seen.add(reached.need);
    queue.push(reached);
  };
  for (const gap of gaps) reach({ need: gap.need, gap, before: null, error: gap.error });
  // The queue grows while it is walked through.
  for (const reached of queue) {
    for (const reader of reached.need.readers) yield { gap: reached.gap, reader, way: () => wayTo(reached) };
    for (const { need, error } of reached.need.users) reach({ need, gap: reached.gap, before: reached, error });
  }
}

/** The readers that any of the needs reaches. */
export function readersFrom(needs: Iterable<Need>): ReadonlySet<Reader> {
  const reached = new Set(needs);
  const readers = new Set<Reader>();
  // The set grows while it is walked through.
  for (const need of reached) {
    for (const reader of need.readers) readers.add(reader);
    for (const user of need.users) reached.add(user.need);
  }
  return readers;
}

function wayTo(last: Reached): readonly WayStep[] {
  const steps: WayStep[] = [];
  let left: string | null = null;
  for (let at: Reached | null = last; at !== null; at = at.before) {
    steps.push({ state: at.need.state.name, error: left });
    left = at.error;
  }
  if (last.gap.at !== null) steps.push({ state: last.gap.at.name, error: left });
  return steps.reverse();
}
