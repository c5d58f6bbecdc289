import type { Parsed } from "./parsed.ts";

const MAX_DEPTH = 64;

/** A place in a text that is being parsed; a rule that does not hold ends the parse through {@link Cursor.fail}. */
export class Cursor {
  readonly text: string;
  at: number;
  private depth = 0;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** The character here, "" at the end. */
  get char(): string {
    return this.text.charAt(this.at);
  }

  /** Steps over the token if it stands here. */
  eat(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  /** Steps over the token, which has to stand here. */
  expect(token: string): void {
    if (!this.eat(token)) this.fail(this.done ? `Expected "${token}" before the end` : `Expected "${token}" but found "${this.char}"`);
  }

  /** Steps over what the sticky pattern matches here and gives its groups, or null. */
  match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (found !== null) this.at += found[0].length;
    return found;
  }

  skipSpace(): void {
    while (this.char !== "" && " \t\r\n".includes(this.char)) this.at += 1;
  }

  /** Runs a rule that may contain itself: nesting is bounded, so that no text can exhaust the stack. */
  nested<T>(rule: () => T): T {
    if (this.depth >= MAX_DEPTH) this.fail("Nested too deeply");
    this.depth += 1;
    const value = rule();
    this.depth -= 1;
    return value;
  }

  fail(message: string, at: number = this.at): never {
    throw new ParseStop(message, at);
  }
}

class ParseStop extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Parses the whole text by the rule; what is left over is an error too. */
export function parseWhole<T>(text: string, rule: (cursor: Cursor) => T): Parsed<T> {
  const cursor = new Cursor(text);
  try {
    const value = rule(cursor);
    if (!cursor.done) cursor.fail(`Unexpected "${cursor.char}"`);
    return { ok: true, value };
  } catch (stop) {
    if (stop instanceof ParseStop) return { ok: false, message: stop.message, offset: stop.offset };
    throw stop;
  }
}

/** A quoted string, `'…'` or `"…"`: the backslash takes the next character as it is. */
export function quoted(cursor: Cursor): string {
  const start = cursor.at;
  const quote = cursor.char;
  cursor.at += 1;
  let value = "";
  while (!cursor.done && cursor.char !== quote) {
    if (cursor.char === "\\") cursor.at += 1;
    value += cursor.char;
    cursor.at += 1;
  }
  if (cursor.done) cursor.fail("This string has no end", start);
  cursor.at += 1;
  return value;
}
