/** Sixteen hexadecimal digits that stand for a text: the same for the same text everywhere, and no secret (two rounds of FNV-1a, 32 bits each). */
export function textHash(text: string): string {
  return [0x811c9dc5, 0x01234567].map((seed) => fnv1a(text, seed).toString(16).padStart(8, "0")).join("");
}

function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
