import type { SagaStep } from "../model.ts";

/** The steps whose effect is over once this one is done: those that it undoes, or takes back. */
export function endedBy({ undoes, takesBack }: SagaStep): readonly string[] {
  return takesBack ?? undoes;
}
