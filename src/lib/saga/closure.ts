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
  for (const start of starts.toReversed()) {
    if (hasBit(seen, start)) continue;
    addBit(seen, start);
    const open = [visit(start, next)];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      top.left -= 1;
      const target = top.targets[top.left];
      if (target === undefined) {
        done.push(top.index);
        open.pop();
      } else if (!hasBit(seen, target)) {
        addBit(seen, target);
        open.push(visit(target, next));
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

function visit(index: number, next: Next): Visit {
  const targets = next(index);
  return { index, targets, left: targets.length };
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
    const reached = new Set(loop.flatMap((index) => next(index).flatMap((target) => rows[target] ?? [])));
    const row = withAdded(united(reached, nothing), loop.flatMap(own));
    for (const index of loop) rows[index] = row;
  }
  return rows;
}

function united(rows: ReadonlySet<Bits>, nothing: Bits): Bits {
  const [first = nothing, ...others] = rows;
  if (others.length === 0) return first;
  const all = first.slice();
  for (const row of others) uniteBits(all, row);
  return all;
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
  const back: number[][] = Array.from({ length: size }, () => []);
  for (const index of range(size)) for (const target of next(index)) back[target]?.push(index);
  const seen = noBits(size);
  const before = postorder(size, range(size), next).toReversed();
  return before.map((start) => postorder(size, [start], (index) => back[index] ?? [], seen)).toReversed();
}

/**
 * For every state what it and the states on every way from it to an end add, without more said themselves. At a state for which `together` holds (a
 * Parallel) all ways on are taken, at others one of them. A state from which no end is reached has no way that misses anything. Rows are
 * shared as in {@link closure}.
 */
export function inevitable(size: number, next: Next, together: (index: number) => boolean, own: Own = itself): readonly Bits[] {
  const all = allBits(size);
  const nothing = noBits(size);
  const rows = range(size).map(() => all);
  const order = postorder(size, range(size), next);
  for (let changed = true; changed;) {
    changed = false;
    for (const index of order) {
      const reached = new Set(next(index).flatMap((target) => rows[target] ?? []));
      const along = together(index) ? united(reached, nothing) : met(reached, nothing);
      const row = withAdded(along, own(index));
      if (sameBits(row, rows[index] ?? row)) continue;
      rows[index] = row;
      changed = true;
    }
  }
  return rows;
}

function met(rows: ReadonlySet<Bits>, nothing: Bits): Bits {
  const [first = nothing, ...others] = rows;
  if (others.length === 0) return first;
  const common = first.slice();
  for (const row of others) meetBits(common, row);
  return common;
}

function range(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index);
}
