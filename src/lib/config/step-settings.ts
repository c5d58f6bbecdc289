/** What the config says of one state under `machines.NAME.steps.STATE` (docs/configuration.md#steps). */
export interface StepSettings {
  readonly role?: "forward" | "compensation" | "notification" | "read" | "decision" | "control";
  readonly compensations?: readonly string[];
  readonly pivot?: boolean;
  readonly idempotent?: boolean;
  readonly optional?: boolean;
  readonly fallback?: boolean;
  readonly onUnknown?: "accepted";
  readonly resolves?: string;
  readonly tombstone?: boolean;
  readonly key?: string;
  readonly undo?: "cancels" | "reverses";
  readonly count?: "per-visit";
  readonly noCompensation?: string;
}
