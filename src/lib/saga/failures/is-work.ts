import type { SagaStep } from "../model.ts";

/** Whether the step takes the saga on: what it does, or decides, is part of its work. */
export function isWork(step: SagaStep | undefined): boolean {
  return step?.role === "forward" || step?.role === "decision";
}
