import type { JsonValue } from "../base/json.ts";
import type { MachineConfig } from "../config/config.ts";

/** The input of a run: the person's, else the config's, else {}; null is an input like others. */
export function givenInput(run: { readonly input?: JsonValue }, settings: MachineConfig | undefined): JsonValue {
  if (run.input !== undefined) return run.input;
  return settings?.input === undefined ? {} : settings.input;
}
