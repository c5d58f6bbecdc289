/** A number that the grammar does not know: it takes an exponent behind a fraction only. */
const EXPONENT = /(?<![\w.])\d+[eE][-+]?\d+(?!\w)/g;

/** The text as long as it was, with digits in the place of `1e5`; also where that is no number, because what is read is the text as it is written. */
export function withPlainNumbers(text: string): string {
  return text.replaceAll(EXPONENT, (number) => "1".repeat(number.length));
}
