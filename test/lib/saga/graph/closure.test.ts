import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { eachBit } from "../../../../src/lib/base/bits.ts";
import { backwards, closure, inevitable, leadingTo, postorder, walkAll, walkIn } from "../../../../src/lib/saga/graph/closure.ts";

const SIZE = 12;
const graphs = fc.array(fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: 3 }), { minLength: SIZE, maxLength: SIZE });

function reachedFrom(graph: readonly (readonly number[])[], start: number, without = -1): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at) || at === without) continue;
    seen.add(at);
    open.push(...(graph[at] ?? []));
  }
  return seen;
}

describe("closure", () => {
  it("reaches what a walk reaches, through loops too", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const rows = closure(walkAll(graph));
        for (const [index, row] of rows.entries()) {
          expect([...eachBit(row)]).toEqual([...reachedFrom(graph, index)].sort((a, b) => a - b));
        }
      }),
    );
  });

  it("has rows for what a walk came to alone", () => {
    fc.assert(
      fc.property(graphs, fc.nat(SIZE - 1), (graph, start) => {
        const order = postorder(SIZE, [start], (index) => graph[index] ?? []);
        const rows = closure(walkIn(order, graph));
        for (let index = 0; index < SIZE; index += 1) {
          const row = rows[index];
          const wanted = order.includes(index) ? [...reachedFrom(graph, index)].sort((a, b) => a - b) : undefined;
          expect(row && [...eachBit(row)]).toEqual(wanted);
        }
      }),
    );
  });

  it("follows chains of any length", () => {
    const size = 20_000;
    const chain = (index: number): readonly number[] => (index + 1 < size ? [index + 1] : []);
    expect(postorder(size, [0], chain).length).toBe(size);
  });
});

describe("leadingTo", () => {
  it("holds the targets and what reaches them", () => {
    fc.assert(
      fc.property(graphs, fc.uniqueArray(fc.nat(SIZE - 1)), (graph, targets) => {
        const leading = leadingTo(targets, backwards(graph));
        const wanted = [...graph.keys()].filter((index) => targets.some((target) => reachedFrom(graph, index).has(target)));
        expect([...eachBit(leading)]).toEqual(wanted);
      }),
    );
  });
});

describe("inevitable", () => {
  it("holds exactly the states without which no end is reached any more", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const rows = inevitable(walkAll(graph), () => false);
        const endsFrom = (start: number, without: number): boolean =>
          [...reachedFrom(graph, start, without)].some((index) => graph[index]?.length === 0);
        for (const [start, row] of rows.entries()) {
          if (!endsFrom(start, -1)) continue;
          const wanted = [...graph.keys()].filter((index) => index === start || !endsFrom(start, index));
          expect([...eachBit(row)]).toEqual(wanted);
        }
      }),
    );
  });

  it("takes every way at once where flows run together", () => {
    const graph = [[1, 2], [3], [3], []];
    const always = (together: boolean): readonly number[] => [
      ...eachBit(inevitable(walkAll(graph), (index) => together && index === 0)[0] ?? new Uint32Array(1)),
    ];
    expect(always(false)).toEqual([0, 3]);
    expect(always(true)).toEqual([0, 1, 2, 3]);
  });
});
