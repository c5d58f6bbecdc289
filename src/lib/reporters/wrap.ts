import { displayWidth, splitAt } from "./display-width.ts";

/** The printable text as indented lines no wider than `width`, broken between words; a word that is wider than a line is broken within, but for ARNs, which are there to be copied. */
export function wrap(text: string, width: number, indent: string, hanging: string = indent): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  let empty = true;
  const breakLine = (): void => {
    lines.push(line);
    line = hanging;
    empty = true;
  };
  for (const word of text.split(" ")) {
    if (!empty && displayWidth(line) + 1 + displayWidth(word) > width) breakLine();
    line += empty ? "" : " ";
    empty = false;
    let rest = word;
    while (displayWidth(line) + displayWidth(rest) > width && !word.startsWith("arn:")) {
      const [head, tail] = splitAt(rest, width - displayWidth(line));
      if (tail === "") break;
      line += head;
      breakLine();
      empty = false;
      rest = tail;
    }
    line += rest;
  }
  return [...lines, line];
}
