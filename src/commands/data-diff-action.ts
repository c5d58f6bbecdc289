import { resolve } from "node:path";
import { EXIT, UserError } from "../lib/base/user-error.ts";
import { tableChangeLines } from "../lib/reporters/table-changes.ts";
import type { SavedSnapshot } from "../lib/suite/snapshot-file.ts";
import { diffSaved, readSnapshot } from "../lib/suite/snapshot-file.ts";
import type { Io } from "./io.ts";
import { styleFor } from "./style-for.ts";

/** The flags of `saga-cli data diff`, as commander gives them. */
export interface DataDiffOptions {
  readonly format: "text" | "json";
}

/** Compares two saved snapshots and prints in what they differ; gives the exit code. */
export async function dataDiffAction(before: string, after: string, { format }: DataDiffOptions, io: Io): Promise<number> {
  const changes = diffSaved(readFile(before, io), readFile(after, io));
  const style = { ...(await styleFor(io.stdout, io.env)), includeData: true };
  io.stdout.write(
    format === "json" ? `${JSON.stringify({ version: 1, changes }, null, 2)}\n` : `${tableChangeLines(changes, style).join("\n")}\n`,
  );
  return changes.length === 0 ? EXIT.ok : EXIT.findings;
}

function readFile(file: string, io: Io): SavedSnapshot {
  const text = io.files.read(resolve(io.cwd, file));
  if (text === undefined)
    throw new UserError(`The snapshot ${file} does not exist`, "Save some with saga-cli test --snapshots FOLDER.", { file });
  return readSnapshot({ file, text });
}
