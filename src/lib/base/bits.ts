/** A set of whole numbers from 0 up to a size, packed 32 to a word: closures over thousands of states are made of these. */
export type Bits = Uint32Array;

/** An empty set for numbers below `size`. */
export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

/** Every number below `size`. */
export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xff_ff_ff_ff);
  const rest = size & 31;
  if (rest > 0) bits[bits.length - 1] = 2 ** rest - 1;
  return bits;
}

export function hasBit(bits: Bits, at: number): boolean {
  return ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
}

export function addBit(bits: Bits, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

export function dropBit(bits: Bits, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) & ~(1 << (at & 31));
}

/** Adds what `from` holds; says whether that was anything new. */
export function uniteBits(into: Bits, from: Bits): boolean {
  let changed = 0;
  for (let word = 0; word < into.length; word += 1) {
    const before = into[word] ?? 0;
    const after = before | (from[word] ?? 0);
    changed |= before ^ after;
    into[word] = after;
  }
  return changed !== 0;
}

/** What more than one of the sets holds, each of numbers below `size`. */
export function sharedBits(sets: readonly Bits[], size: number): Bits {
  const [any, shared] = [noBits(size), noBits(size)];
  for (const bits of sets) {
    const again = bits.slice();
    meetBits(again, any);
    uniteBits(shared, again);
    uniteBits(any, bits);
  }
  return shared;
}

/** Keeps only what `other` holds too. */
export function meetBits(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) & (other[word] ?? 0);
}

/** Takes away what `other` holds. */
export function subtractBits(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) & ~(other[word] ?? 0);
}

export function sameBits(a: Bits, b: Bits): boolean {
  if (a === b) return true;
  for (let word = 0; word < a.length; word += 1) if (a[word] !== b[word]) return false;
  return true;
}

export function shareBits(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word += 1) if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  return false;
}

/** Whether it holds all that `other` holds. */
export function holdsBits(bits: Bits, other: Bits): boolean {
  for (let word = 0; word < other.length; word += 1) if (((other[word] ?? 0) & ~(bits[word] ?? 0)) !== 0) return false;
  return true;
}

export function isEmptyBits(bits: Bits): boolean {
  for (const word of bits) if (word !== 0) return false;
  return true;
}

/** The numbers in the set, in order. */
export function eachBit(bits: Bits): readonly number[] {
  const numbers: number[] = [];
  for (let word = 0; word < bits.length; word += 1) {
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) numbers.push(word * 32 + 31 - Math.clz32(left & -left));
  }
  return numbers;
}
