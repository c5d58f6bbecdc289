import type { MachineGraph } from "../saga/graph/machine-graph.ts";

/** Whether the definition bounds the state's time, so that it may end States.Timeout with its effect done. */
export function canTimeOut({ states }: MachineGraph, name: string): boolean {
  const state = states.get(name)?.state;
  return state?.type === "Task" && (state.timeoutSeconds !== undefined || state.heartbeatSeconds !== undefined);
}
