import type { TargetExecution } from "../target.ts";

/** One execution as an endpoint ran it, before those are read that it started. */
export type RemoteExecution = Omit<TargetExecution, "nested" | "mapRuns">;
