import type { JsonValue } from "../base/json.ts";
import { columns } from "./columns.ts";
import { printable } from "./printable.ts";
import type { TextStyle } from "./text-style.ts";

/** An expected value and the actual one as indented JSON in two columns; lines that differ are coloured. */
export function sideBySide(expected: JsonValue, actual: JsonValue, indent: string, { width, paint }: TextStyle): readonly string[] {
  const [left, right] = [linesOf(expected), linesOf(actual)];
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const [want = "", is = ""] = [left[index], right[index]];
    return want === is
      ? [{ text: want }, { text: is }]
      : [
          { text: want, paint: paint.green },
          { text: is, paint: paint.red },
        ];
  });
  const head = [
    { text: "EXPECTED", paint: paint.dim },
    { text: "ACTUAL", paint: paint.dim },
  ];
  return columns([head, ...rows], width - indent.length).map((line) => `${indent}${line}`.trimEnd());
}

function linesOf(value: JsonValue): readonly string[] {
  return typeof value === "string" ? [printable(value)] : JSON.stringify(value, null, 2).split("\n").map(printable);
}
