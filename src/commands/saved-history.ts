import { resolve } from "node:path";
import { UserError } from "../lib/base/user-error.ts";
import type { HistoryFile } from "../lib/history/read-history.ts";
import { readHistory } from "../lib/history/read-history.ts";
import type { ResolvedMachine } from "../lib/runs/machine/resolve-machine.ts";
import { resolveMachine } from "../lib/runs/machine/resolve-machine.ts";
import type { Io } from "./io.ts";

/** The flags that name a saved history and what ran, as commander gives them. */
export interface SavedHistoryOptions {
  readonly history?: string;
  readonly definition?: string;
  readonly machine?: string;
  readonly config?: string;
}

/** A history that somebody saved, and the machine of which they say that it ran. */
export interface SavedHistory {
  readonly history: HistoryFile;
  readonly resolved: ResolvedMachine;
}

/** Whether a saved history is meant, not an execution. @throws UserError where neither is named, or both are; `verb` is what was to be done with it. */
export function isSaved(execution: string | undefined, { history }: SavedHistoryOptions, verb: "show" | "verify"): boolean {
  if (execution === undefined && history === undefined)
    throw new UserError(`There is nothing to ${verb}`, "Name an execution by its ARN, or a saved history with --history FILE.");
  if (execution !== undefined && history !== undefined)
    throw new UserError(`An execution and a history file are one too many to ${verb}`, "Leave one of them away.");
  return history !== undefined;
}

/** Reads the history that `--history` names, `-` for standard input, and the definition that `--definition` names. */
export async function readSavedHistory({ history = "", definition, machine, config }: SavedHistoryOptions, io: Io): Promise<SavedHistory> {
  if (definition === undefined) throw new UserError("A saved history does not say which definition ran", "Name it with --definition DEF.");
  const { text, name } = await readSaved(history, io);
  const resolved = await resolveMachine(io.files, io.cwd, { target: definition, machine, config });
  return { history: readHistory(text, name), resolved };
}

async function readSaved(file: string, io: Io): Promise<{ readonly text: string; readonly name: string }> {
  if (file === "-") return { text: await io.readStdin(), name: "standard input" };
  const text = io.files.read(resolve(io.cwd, file));
  if (text !== undefined) return { text, name: file };
  throw new UserError(`The history file ${file} does not exist`, "Save one with saga-cli run --history-out FILE.", { file });
}
