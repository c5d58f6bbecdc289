import type { JsonValue } from "../../src/lib/base/json.ts";
import { isArray, isObject, member } from "../../src/lib/base/json.ts";

/** Whether two lines of a machine can run at the same time, so that the order of its events is not determined: a Parallel of several branches, an inline Map without MaxConcurrency 1. */
export function runsConcurrently(definition: JsonValue): boolean {
  if (isArray(definition)) return definition.some(runsConcurrently);
  if (!isObject(definition)) return false;
  const type = member(definition, "Type");
  const branches = member(definition, "Branches");
  if (type === "Parallel" && isArray(branches) && branches.length > 1) return true;
  if (type === "Map" && member(definition, "MaxConcurrency") !== 1 && !isDistributed(definition)) return true;
  return Object.values(definition).some(runsConcurrently);
}

function isDistributed(map: JsonValue): boolean {
  const config = path(path(map, "ItemProcessor") ?? path(map, "Iterator"), "ProcessorConfig");
  return (path(config, "Mode") ?? "INLINE") !== "INLINE";
}

function path(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isObject(value) ? member(value, key) : undefined;
}
