import type { Bits } from "../../base/bits.ts";
import { addBit, allBits, hasBit, meetBits, noBits, sameBits, uniteBits } from "../../base/bits.ts";

/** The ways on from a state, both by index. */
export type Next = (index: number) => readonly number[];

/** By index: where each state leads, by index. */
export type Ways = readonly (readonly number[])[];

/** What a state itself adds to a row, by index. */
export type Own = (index: number) => readonly number[];

const itself: Own = (index) => [index];

/** What can be reached, the starts included, after all that it leads to (but for loops). Never recursive: chains may be long. */
export function postorder(size: number, starts: readonly number[], next: Next, seen: Uint8Array = new Uint8Array(size)): readonly number[] {
  const done: number[] = [];
  const open: Visit[] = [];
  function enter(index: number): void {
    seen[index] = 1;
    const targets = next(index);
    open.push({ index, targets, left: targets.length });
  }
  for (let at = starts.length - 1; at >= 0; at -= 1) {
    const start = starts[at] ?? 0;
    if (seen[start] !== 1) enter(start);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      top.left -= 1;
      const target = top.targets[top.left];
      if (target === undefined) {
        done.push(top.index);
        open.pop();
      } else if (seen[target] !== 1) enter(target);
    }
  }
  return done;
}

/** A state on the way of a walk; the last of its targets is taken first. */
interface Visit {
  readonly index: number;
  readonly targets: readonly number[];
  left: number;
}

/** What a walk over some of the states came to: all that they lead to is among them. */
export interface Walk {
  /** By index, for every state there is. */
  readonly next: Ways;
  /** Each after those it leads to (but for loops). */
  readonly order: readonly number[];
  readonly hasLoop: boolean;
}

/** A walk over every state. */
export function walkAll(next: Ways): Walk {
  return walkIn(
    postorder(next.length, range(next.length), (index) => next[index] ?? NOTHING),
    next,
  );
}

/** The walk that came to states in the order of {@link postorder}. */
export function walkIn(order: readonly number[], next: Ways): Walk {
  return { next, order, hasLoop: hasLoop(order, next) };
}

const NOTHING: readonly number[] = [];

/** Whether some state of the walk leads to one that is not done before it. */
function hasLoop(order: readonly number[], next: Ways): boolean {
  const done = new Uint8Array(next.length);
  for (const index of order) {
    for (const target of next[index] ?? NOTHING) if (done[target] !== 1) return true;
    done[index] = 1;
  }
  return false;
}

/**
 * For every state of a walk what it and the states that can be reached from it add, without more said themselves. States of one loop share a
 * row, and so does a state that adds nothing with the only one that it leads to: rows are not to be changed. One pass over the edges, each
 * edge as many words as there are states by 32: ten thousand states take some ten milliseconds.
 */
export function closure(walk: Walk, own: Own = itself): readonly Bits[] {
  const { next, order } = walk;
  const rows: Bits[] = [];
  const nothing = noBits(next.length);
  if (!walk.hasLoop) {
    for (const index of order) rows[index] = withAdded(joined(next[index] ?? NOTHING, rows, nothing, uniteBits), own(index));
    return rows;
  }
  for (const loop of loops(walk)) {
    const reached = loop.flatMap((index) => next[index] ?? NOTHING);
    const row = withAdded(joined(reached, rows, nothing, uniteBits), loop.flatMap(own));
    for (const index of loop) rows[index] = row;
  }
  return rows;
}

/** One row made of those of the targets, which is not to be changed where there is only one. */
function joined(targets: readonly number[], rows: readonly Bits[], nothing: Bits, join: (into: Bits, from: Bits) => void): Bits {
  let first: Bits | undefined;
  let all: Bits | undefined;
  for (const target of targets) {
    const row = rows[target];
    if (row === undefined || row === first) continue;
    if (first === undefined) first = row;
    else join((all ??= first.slice()), row);
  }
  return all ?? first ?? nothing;
}

/** The row itself where nothing is added. */
function withAdded(row: Bits, added: readonly number[]): Bits {
  if (added.length === 0) return row;
  const more = row.slice();
  for (const index of added) addBit(more, index);
  return more;
}

/** The states parted into their loops (a state on no loop is alone), each after those it leads to: Kosaraju's two walks. */
function loops({ next, order }: Walk): readonly (readonly number[])[] {
  const back = backwards(next);
  const seen = new Uint8Array(next.length).fill(1);
  for (const index of order) seen[index] = 0;
  const before = order.toReversed();
  return before.map((start) => postorder(next.length, [start], (index) => back[index] ?? NOTHING, seen)).toReversed();
}

/** By index: which states lead to each. */
export function backwards(next: Ways): Ways {
  const back = next.map((): number[] => []);
  for (let index = 0; index < next.length; index += 1) for (const target of next[index] ?? NOTHING) back[target]?.push(index);
  return back;
}

/** The states that lead to any of the targets, which are among them; `before` has which ones lead to a state. */
export function leadingTo(targets: readonly number[], before: Ways): Bits {
  const leading = noBits(before.length);
  const open = [...targets];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (hasBit(leading, index)) continue;
    addBit(leading, index);
    for (const source of before[index] ?? NOTHING) open.push(source);
  }
  return leading;
}

/**
 * For every state what it and the states on every way from it to an end add, without more said themselves. At a state for which `together` holds (a
 * Parallel) all ways on are taken, at others one of them. A state from which no end is reached has no way that misses anything. Rows are
 * shared as in {@link closure}.
 */
export function inevitable(
  { next, order, hasLoop: again }: Walk,
  together: (index: number) => boolean,
  own: Own = itself,
): readonly Bits[] {
  const nothing = noBits(next.length);
  const all = allBits(next.length);
  const rows = next.map(() => all);
  for (let changed = true; changed;) {
    changed = false;
    for (const index of order) {
      const row = withAdded(joined(next[index] ?? NOTHING, rows, nothing, together(index) ? uniteBits : meetBits), own(index));
      if (sameBits(row, rows[index] ?? row)) continue;
      rows[index] = row;
      changed = again;
    }
  }
  return rows;
}

function range(size: number): readonly number[] {
  const numbers: number[] = [];
  for (let at = 0; at < size; at += 1) numbers.push(at);
  return numbers;
}
