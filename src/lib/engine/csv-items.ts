import { parse } from "csv-parse/sync";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, member, objectOf } from "../base/json.ts";
import type { Evaluated, EvaluationFailure } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";

const DELIMITERS: Readonly<Record<string, string>> = { COMMA: ",", PIPE: "|", SEMICOLON: ";", SPACE: " ", TAB: "\t" };

/** The rows of a CSV file as objects of text; surplus fields are dropped, missing ones are empty (recorded on AWS). */
export function csvItems(text: string, config: JsonObject, fail: (cause: string) => EvaluationFailure): Evaluated<readonly JsonValue[]> {
  const named = member(config, "CSVDelimiter");
  const delimiter = (typeof named === "string" ? DELIMITERS[named] : undefined) ?? ",";
  const rows = parse(text, {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    bom: true,
  }) as unknown as readonly (readonly string[])[];
  const given = member(config, "CSVHeaders");
  const fromFirst = member(config, "CSVHeaderLocation") !== "GIVEN";
  const headers = fromFirst ? (rows[0] ?? []) : isArray(given) ? given.map(String) : [];
  if (new Set(headers).size < headers.length) return fail("CSV headers cannot contain duplicates.");
  const body = fromFirst ? rows.slice(1) : rows;
  return evaluated(body.map((row) => objectOf(headers.map((header, index): [string, JsonValue] => [header, row[index] ?? ""]))));
}
