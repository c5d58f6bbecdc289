import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import {
  addBit,
  allBits,
  dropBit,
  eachBit,
  hasBit,
  holdsBits,
  isEmptyBits,
  meetBits,
  noBits,
  sameBits,
  shareBits,
  sharedBits,
  subtractBits,
  uniteBits,
} from "../../../src/lib/base/bits.ts";

const SIZE = 70;
const numbers = fc.uniqueArray(fc.nat(SIZE - 1));

function bitsOf(members: readonly number[]): Uint32Array {
  const bits = noBits(SIZE);
  for (const member of members) addBit(bits, member);
  return bits;
}

function sorted(members: Iterable<number>): readonly number[] {
  return [...members].sort((a, b) => a - b);
}

describe("bits", () => {
  it("hold what was added, in order, also beside a word's edge", () => {
    expect([...eachBit(bitsOf([69, 31, 0, 32, 63]))]).toEqual([0, 31, 32, 63, 69]);
    expect([...eachBit(allBits(33))].length).toBe(33);
    expect([...eachBit(allBits(32))].length).toBe(32);
    expect(isEmptyBits(noBits(SIZE))).toBe(true);
  });

  it("behave as sets do", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [inA, inB] = [new Set(a), new Set(b)];
        const union = bitsOf(a);
        expect(uniteBits(union, bitsOf(b))).toBe(b.some((member) => !inA.has(member)));
        expect([...eachBit(union)]).toEqual(sorted(new Set([...a, ...b])));
        const both = bitsOf(a);
        meetBits(both, bitsOf(b));
        expect([...eachBit(both)]).toEqual(sorted(a.filter((member) => inB.has(member))));
        expect(holdsBits(bitsOf(a), bitsOf(b))).toBe(b.every((member) => inA.has(member)));
        expect(shareBits(bitsOf(a), bitsOf(b))).toBe(!isEmptyBits(both));
        const rest = bitsOf(a);
        subtractBits(rest, bitsOf(b));
        expect([...eachBit(rest)]).toEqual(sorted(a.filter((member) => !inB.has(member))));
        expect(sameBits(bitsOf(a), bitsOf(a.toReversed()))).toBe(true);
      }),
    );
  });

  it("know what more than one of several holds", () => {
    fc.assert(
      fc.property(fc.array(numbers), (sets) => {
        const held = sets.flat().filter((member, at, all) => all.indexOf(member) !== at);
        expect([...eachBit(sharedBits(sets.map(bitsOf), SIZE))]).toEqual(sorted(new Set(held)));
      }),
    );
  });

  it("lose what is dropped and nothing else", () => {
    const bits = bitsOf([3, 4]);
    dropBit(bits, 3);
    expect([hasBit(bits, 3), hasBit(bits, 4)]).toEqual([false, true]);
  });
});
