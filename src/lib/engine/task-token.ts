import type { Rng } from "../base/ports.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A new task token: opaque text, the same for the same seed. */
export function taskToken(rng: Rng): string {
  return Array.from({ length: 64 }, () => ALPHABET[Math.floor(rng.next() * ALPHABET.length)]).join("");
}

/** Whether a text could be a token that {@link taskToken} made. */
export function isTaskToken(text: string): boolean {
  return /^[A-Za-z0-9+/]{64}$/.test(text);
}
