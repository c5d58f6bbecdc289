import type { JsonValue } from "../base/json.ts";
import { hasShortLists, jsonBlock } from "./json-block.ts";
import type { Member, ObjectNode } from "./node.ts";
import type { TextEdit } from "./text-edit.ts";
import { yamlBlock } from "./yaml-block.ts";

/** Writes a member behind the last one of an object, as the text around it is written; undefined where there is no place to write it. */
export function addMember(text: string, object: ObjectNode, key: string, value: JsonValue): TextEdit | undefined {
  const last = object.members.at(-1);
  if (last === undefined || object.members.some((member) => member.key === key)) return undefined;
  return text[object.start] === "{" ? addInBraces(text, object, last, key, value) : addInBlock(text, last, key, value);
}

/** JSON, and YAML in braces: on a line of its own where the last member has one. */
function addInBraces(text: string, { end }: ObjectNode, last: Member, key: string, value: JsonValue): TextEdit {
  const closing = end - 1;
  const lastEnd = last.value.end;
  const between = text.slice(lastEnd, closing);
  const comma = /^\s*,/.exec(between)?.[0].length ?? 0;
  const at = { start: lastEnd + comma, end: lastEnd + comma };
  const name = `${JSON.stringify(key)}: `;
  const lead = comma > 0 ? "" : ",";
  const tail = comma > 0 ? "," : "";
  if (!between.includes("\n")) return { span: at, text: `${lead} ${name}${JSON.stringify(value)}${tail}` };
  const outer = indentAt(text, closing);
  const unit = unitOf(text, outer, indentAt(text, last.start));
  const eol = endOfLine(text);
  const lines = jsonBlock(value, { unit, shortLists: hasShortLists(text) }).join(`${eol}${outer}${unit}`);
  return { span: at, text: `${lead}${eol}${outer}${unit}${name}${lines}${tail}` };
}

/** YAML without braces: below the last member and what is said beside it, as far in as the first. */
function addInBlock(text: string, last: Member, key: string, value: JsonValue): TextEdit {
  const indent = " ".repeat(last.start - (text.lastIndexOf("\n", last.start - 1) + 1));
  const lastEnd = Math.max(last.value.end, last.end);
  // A block scalar ends behind its last line break.
  const end = text[lastEnd - 1] === "\n" ? lastEnd - 1 : text.indexOf("\n", lastEnd);
  const at = end === -1 ? text.length : text[end - 1] === "\r" ? end - 1 : end;
  const eol = endOfLine(text);
  const lines = [`${key}:`, ...yamlBlock(value, "  ")];
  const whole = lines.length === 2 && !lines[1]?.startsWith(" ") ? [`${key}: ${lines[1]}`] : lines;
  return { span: { start: at, end: at }, text: whole.map((line) => `${eol}${indent}${line}`).join("") };
}

function endOfLine(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** The white space that begins the line of an offset. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** How much further in a member stands than its object. */
function unitOf(text: string, outer: string, inner: string): string {
  if (inner.startsWith(outer) && inner.length > outer.length) return inner.slice(outer.length);
  return text.includes("\n\t") ? "\t" : "  ";
}
