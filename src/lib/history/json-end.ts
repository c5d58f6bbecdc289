const TOKEN =
  /[ \t\r\n]*(?:("(?:[^"\\\t\n\r]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y;

/**
 * Where a text stops being JSON, as an offset: `JSON.parse` does not always say so. For a text that JSON.parse refuses only.
 */
export function jsonEnd(text: string): number {
  const open: string[] = [];
  let expected: Expectation = "value";
  TOKEN.lastIndex = 0;
  for (;;) {
    const at = skipSpace(text, TOKEN.lastIndex);
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token === null) return at;
    const next = after(expected, token[1], token[2], open);
    if (next === undefined) return at;
    expected = next;
  }
}

type Expectation = "value" | "value or ]" | "key" | "key or }" | ":" | "separator" | "nothing";

function after(expected: Expectation, scalar: string | undefined, mark: string | undefined, open: string[]): Expectation | undefined {
  switch (expected) {
    case "value":
    case "value or ]":
      if (scalar !== undefined) return rest(open);
      if (mark === "{" || mark === "[") return push(open, mark);
      return expected === "value or ]" && mark === "]" ? pop(open) : undefined;
    case "key":
    case "key or }":
      if (scalar?.startsWith('"') === true) return ":";
      return expected === "key or }" && mark === "}" ? pop(open) : undefined;
    case ":":
      return mark === ":" ? "value" : undefined;
    case "separator":
      if (mark === ",") return open.at(-1) === "{" ? "key" : "value";
      return mark === (open.at(-1) === "{" ? "}" : "]") ? pop(open) : undefined;
    default:
      return undefined;
  }
}

function push(open: string[], mark: "{" | "["): Expectation {
  open.push(mark);
  return mark === "{" ? "key or }" : "value or ]";
}

function pop(open: string[]): Expectation {
  open.pop();
  return rest(open);
}

function rest(open: readonly string[]): Expectation {
  return open.length === 0 ? "nothing" : "separator";
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}
