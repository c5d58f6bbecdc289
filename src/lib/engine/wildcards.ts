/**
 * StringMatches: `*` stands for any run of characters, `\*` for a star, `\\` for a backslash.
 * Works in time proportional to text × pattern, whatever the pattern. Source: https://states-language.net/spec.html#choice-state
 */
export function matchesWildcards(text: string, pattern: string): boolean {
  const parts = literalParts(pattern);
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** What stands between the stars. */
function literalParts(pattern: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (let index = 0; index < pattern.length; index++) {
    if (pattern[index] === "*") {
      parts.push(part);
      part = "";
      continue;
    }
    if (pattern[index] === "\\" && index + 1 < pattern.length) index += 1;
    part += pattern.charAt(index);
  }
  return [...parts, part];
}
