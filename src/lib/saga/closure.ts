import type { Bits } from "../base/bits.ts";
import { addBit, allBits, meetBits, noBits, sameBits, uniteBits } from "../base/bits.ts";

/** The ways on from a state, both by index. */
export type Next = (index: number) => readonly number[];

/** What a state itself adds to a row, by index. */
export type Own = (index: number) => readonly number[];

const itself: Own = (index) => [index];

/** What can be reached, the starts included, after all that it leads to (but for loops). Never recursive: chains may be long. */
export function postorder(starts: readonly number[], next: Next, seen: Set<number> = new Set()): readonly number[] {
  const done: number[] = [];
  for (const start of starts.toReversed()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const open = [{ index: start, left: [...next(start)] }];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const target = top.left.pop();
      if (target === undefined) {
        done.push(top.index);
        open.pop();
      } else if (!seen.has(target)) {
        seen.add(target);
        open.push({ index: target, left: [...next(target)] });
      }
    }
  }
  return done;
}

/**
 * For every state what it and the states that can be reached from it add, without more said themselves; states of one loop share a row. One pass over the edges,
 * each edge as many words as there are states by 32: ten thousand states take some ten milliseconds.
 */
export function closure(size: number, next: Next, own: Own = itself): readonly Bits[] {
  const rows: Bits[] = [];
  for (const loop of loops(size, next)) {
    const row = noBits(size);
    for (const index of loop) {
      for (const added of own(index)) addBit(row, added);
      for (const target of next(index)) {
        const reached = rows[target];
        if (reached !== undefined) uniteBits(row, reached);
      }
    }
    for (const index of loop) rows[index] = row;
  }
  return rows;
}

/** The states parted into their loops (a state on no loop is alone), each after those it leads to: Kosaraju's two walks. */
function loops(size: number, next: Next): readonly (readonly number[])[] {
  const back: number[][] = Array.from({ length: size }, () => []);
  for (const index of range(size)) for (const target of next(index)) back[target]?.push(index);
  const seen = new Set<number>();
  const before = postorder(range(size), next).toReversed();
  return before.map((start) => postorder([start], (index) => back[index] ?? [], seen)).toReversed();
}

/**
 * For every state what it and the states on every way from it to an end add, without more said themselves. At a state for which `together` holds (a
 * Parallel) all ways on are taken, at others one of them. A state from which no end is reached has no way that misses anything.
 */
export function inevitable(size: number, next: Next, together: (index: number) => boolean, own: Own = itself): readonly Bits[] {
  const rows = Array.from({ length: size }, () => allBits(size));
  const order = postorder(range(size), next);
  for (let changed = true; changed;) {
    changed = false;
    for (const index of order) {
      const row = alongAll(rows, next(index), together(index), size);
      for (const added of own(index)) addBit(row, added);
      if (sameBits(row, rows[index] ?? row)) continue;
      rows[index] = row;
      changed = true;
    }
  }
  return rows;
}

function alongAll(rows: readonly Bits[], targets: readonly number[], together: boolean, size: number): Bits {
  const joined = together || targets.length === 0 ? noBits(size) : allBits(size);
  for (const target of targets) {
    const row = rows[target];
    if (row === undefined) continue;
    if (together) uniteBits(joined, row);
    else meetBits(joined, row);
  }
  return joined;
}

function range(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index);
}
