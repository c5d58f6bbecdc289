import { parseDefinition } from "../../machine-of.ts";
import { shownDiagnostics } from "../../shown-diagnostics.ts";

/** One definition and what the parser must say of it, as `line:column: message. hint`. */
export interface DiagnosticsCase {
  readonly name: string;
  readonly definition: object;
  readonly want: readonly string[];
}

export const LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:ProcessPayment";
export const PAID = { Type: "Succeed" };

/** The diagnostics of a definition, without the file's name. */
export function shown(definition: object): readonly string[] {
  const { source, diagnostics } = parseDefinition(definition);
  return shownDiagnostics(source, diagnostics).map((line) => line.replace("order.asl.json:", ""));
}

/** A machine of one state, Pay (line 4), before Paid; `more` stands above it. */
export function pay(state: object, more: object = {}): object {
  return { ...more, StartAt: "Pay", States: { Pay: state, Paid: PAID } };
}

/** The same, where Pay is a Lambda task with these fields more (from line 8). */
export function payTask(fields: object): object {
  return pay({ Type: "Task", Resource: LAMBDA, Next: "Paid", ...fields });
}
