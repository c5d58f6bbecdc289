import type { Rng } from "../base/ports.ts";

/** A version 4 UUID, the same for the same seed. */
export function randomUuid(rng: Rng): string {
  const digit = (from: number, to: number): string => Math.floor(from + rng.next() * (to - from)).toString(16);
  const digits = (count: number): string => Array.from({ length: count }, () => digit(0, 16)).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${digit(8, 12)}${digits(3)}-${digits(12)}`;
}
