import { InvalidArgumentError } from "commander";

/** Adds each value of an option that may be repeated to the earlier ones. */
export function collected(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** Adds `NAME=VALUE` to the earlier ones; the first `=` ends the name. */
export function namedValues(text: string, earlier: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const end = text.indexOf("=");
  if (end < 1) throw new InvalidArgumentError("It must be NAME=VALUE.");
  return { ...earlier, [text.slice(0, end)]: text.slice(end + 1) };
}

/** The names in a list with commas; a list of none is a variable that was not set. */
export function commaList(text: string): readonly string[] {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length === 0) throw new InvalidArgumentError("It names nothing.");
  return names;
}

/** A whole number from 0. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError(`It must be at most ${Number.MAX_SAFE_INTEGER}.`);
  return number;
}

/** A whole number from 1. */
export function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number < 1) throw new InvalidArgumentError("It must be at least 1.");
  return number;
}

/** A value that is one of few. */
export function oneOf(choices: readonly string[]): (text: string) => string {
  return (text) => {
    if (choices.includes(text)) return text;
    throw new InvalidArgumentError(`It is one of ${choices.join(", ")}.`);
  };
}

/** The address of a server. */
export function httpUrl(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw new InvalidArgumentError("It is a URL like http://127.0.0.1:8083.");
  return text;
}

/** A number from 0 to 100. */
export function percentage(text: string): number {
  const number = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || number > 100) throw new InvalidArgumentError("It must be a number from 0 to 100.");
  return number;
}
