import type { Span } from "../../base/span.ts";

/** The expressions and directives of a template, `${…}` and `%{…}`, strings with others in them included. */
export function expressionsIn(template: string): readonly Span[] {
  const found: Span[] = [];
  const opening = /[$%]{1,2}\{/g;
  for (let match = opening.exec(template); match !== null; match = opening.exec(template)) {
    // `$${` is text.
    if (match[0].length > 2) continue;
    const end = closing(template, opening.lastIndex);
    found.push({ start: match.index, end });
    opening.lastIndex = end;
  }
  return found;
}

/** Where an expression ends whose first letter stands at `from`: after its brace, or at the end of the text. */
function closing(text: string, from: number): number {
  // What is open, the innermost last: `{` an expression or a brace in it, `"` a string.
  const open = ["{"];
  let at = from;
  while (at < text.length && open.length > 0) {
    const inString = open.at(-1) === '"';
    const two = text.slice(at, at + 2);
    if (inString && (two.startsWith("\\") || two === "$$" || two === "%%")) at += 1;
    else if (inString && (two === "${" || two === "%{")) {
      open.push("{");
      at += 1;
    } else if (text[at] === '"') {
      if (inString) open.pop();
      else open.push('"');
    } else if (!inString && text[at] === "{") open.push("{");
    else if (!inString && text[at] === "}") open.pop();
    at += 1;
  }
  return at;
}
