import type { Bits } from "../base/bits.ts";
import { addBit, allBits, hasBit, meetBits, noBits, sameBits, uniteBits } from "../base/bits.ts";

/** The ways on from a state, both by index. */
export type Next = (index: number) => readonly number[];

/** What a state itself adds to a row, by index. */
export type Own = (index: number) => readonly number[];

const itself: Own = (index) => [index];

/** What can be reached, the starts included, after all that it leads to (but for loops). Never recursive: chains may be long. */
export function postorder(size: number, starts: readonly number[], next: Next, seen: Bits = noBits(size)): readonly number[] {
  const done: number[] = [];
  const open: Visit[] = [];
  function enter(index: number): void {
    if (hasBit(seen, index)) return;
    addBit(seen, index);
    const targets = next(index);
    open.push({ index, targets, left: targets.length });
  }
  for (let at = starts.length - 1; at >= 0; at -= 1) {
    enter(starts[at] ?? 0);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      top.left -= 1;
      const target = top.targets[top.left];
      if (target !== undefined) enter(target);
      else {
        done.push(top.index);
        open.pop();
      }
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

/**
 * For every state what it and the states that can be reached from it add, without more said themselves. States of one loop share a row, and
 * so does a state that adds nothing with the only one that it leads to: rows are not to be changed. One pass over the edges, each edge as
 * many words as there are states by 32: ten thousand states take some ten milliseconds.
 */
export function closure(size: number, next: Next, own: Own = itself): readonly Bits[] {
  const rows: Bits[] = [];
  const nothing = noBits(size);
  for (const loop of loops(size, next)) {
    const reached = loop.length === 1 ? next(loop[0] ?? 0) : loop.flatMap(next);
    const row = withAdded(joined(reached, rows, nothing, uniteBits), loop.length === 1 ? own(loop[0] ?? 0) : loop.flatMap(own));
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
function loops(size: number, next: Next): readonly (readonly number[])[] {
  const order = postorder(size, range(size), next);
  if (!hasLoop(order, next)) return order.map((index) => [index]);
  const back = backwards(size, next);
  const seen = noBits(size);
  const before = order.toReversed();
  return before.map((start) => postorder(size, [start], (index) => back[index] ?? [], seen)).toReversed();
}

/** Whether some state of the walk leads to one that is not done before it. */
function hasLoop(order: readonly number[], next: Next): boolean {
  const done = noBits(order.length);
  for (const index of order) {
    for (const target of next(index)) if (!hasBit(done, target)) return true;
    addBit(done, index);
  }
  return false;
}

/** By index: which states lead to each. */
export function backwards(size: number, next: Next): readonly (readonly number[])[] {
  const back: number[][] = Array.from({ length: size }, () => []);
  for (let index = 0; index < size; index += 1) for (const target of next(index)) back[target]?.push(index);
  return back;
}

/** The states that lead to any of the targets, which are among them; `before` gives which ones lead to a state. */
export function leadingTo(size: number, targets: readonly number[], before: Next): Bits {
  const seen = noBits(size);
  postorder(size, targets, before, seen);
  return seen;
}

/**
 * For every state what it and the states on every way from it to an end add, without more said themselves. At a state for which `together` holds (a
 * Parallel) all ways on are taken, at others one of them. A state from which no end is reached has no way that misses anything. Rows are
 * shared as in {@link closure}.
 */
export function inevitable(size: number, next: Next, together: (index: number) => boolean, own: Own = itself): readonly Bits[] {
  const nothing = noBits(size);
  const all = allBits(size);
  const rows = Array.from({ length: size }, () => all);
  const order = postorder(size, range(size), next);
  const again = hasLoop(order, next);
  for (let changed = true; changed;) {
    changed = false;
    for (const index of order) {
      const row = withAdded(joined(next(index), rows, nothing, together(index) ? uniteBits : meetBits), own(index));
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
