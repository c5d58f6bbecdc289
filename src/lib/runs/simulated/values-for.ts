import { comparison } from "../../asl/comparison-operators.ts";
import type { JsonValue } from "../../base/json.ts";
import { parseTimestamp } from "../../base/timestamp.ts";

/** What a text is that nobody has said anything of. */
const SIMULATED = "simulated";
const TIMESTAMP = "2026-01-01T00:00:00Z";

/** Values for which a comparison with the operand holds, or does not, as wanted; the first of them that serves will do. */
export function valuesFor(operator: string, operand: JsonValue, wanted: boolean): readonly JsonValue[] {
  const { family, test } = comparison(operator) ?? {};
  if (family === undefined || test === undefined) return [];
  if (family === "Is") return typeValues(test, wanted === (operand === true));
  if (test === "Matches")
    return wanted ? [textOf(operand).replaceAll(/(\\.)|\*/g, (_, escaped?: string) => escaped?.[1] ?? "")] : [SIMULATED, ""];
  const [smaller, same, larger] = around(operand, family);
  switch (test) {
    case "Equals":
      return wanted ? [same] : [family === "String" ? SIMULATED : larger, larger];
    case "LessThan":
      return wanted ? [smaller] : [same];
    case "LessThanEquals":
      return wanted ? [same] : [larger];
    case "GreaterThan":
      return wanted ? [larger] : [same];
    default:
      return wanted ? [same] : [smaller];
  }
}

function typeValues(type: string, wanted: boolean): readonly JsonValue[] {
  const samples: Readonly<Record<string, JsonValue>> = {
    Null: null,
    Present: SIMULATED,
    Numeric: 1,
    String: SIMULATED,
    Boolean: true,
    Timestamp: TIMESTAMP,
  };
  if (wanted) return [samples[type] ?? null];
  return type === "String" || type === "Timestamp" ? [true] : [SIMULATED];
}

/** A value before the operand in its order, the operand, and one after it. */
function around(operand: JsonValue, family: string): readonly [JsonValue, JsonValue, JsonValue] {
  if (typeof operand === "number") return [operand - 1, operand, operand + 1];
  if (typeof operand === "boolean") return [!operand, operand, !operand];
  const text = textOf(operand);
  const time = family === "Timestamp" ? parseTimestamp(text) : undefined;
  if (time === undefined) return ["", operand, `${text}-${SIMULATED}`];
  return [new Date(time - 1000).toISOString(), operand, new Date(time + 1000).toISOString()];
}

function textOf(operand: JsonValue): string {
  return typeof operand === "string" ? operand : JSON.stringify(operand);
}
