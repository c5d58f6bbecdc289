import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Files } from "../../base/ports.ts";
import { configPlace } from "../../config/config-place.ts";
import type { Config } from "../../config/config.ts";
import { shownFrom } from "../shown-from.ts";

type Placed = Pick<Diagnostic, "span" | "source" | "declaration">;

/** Puts what is wrong with the config's declarations of a machine where they stand in the config. */
export async function placeDeclarations<T extends Placed>(
  files: Files,
  cwd: string,
  config: Config,
  machine: string,
  findings: readonly T[],
): Promise<readonly T[]> {
  const { file } = config;
  const text = file === null || findings.every(({ declaration }) => declaration === undefined) ? undefined : files.read(file);
  if (file === null || text === undefined) return findings;
  const source = { file: shownFrom(cwd, file), text };
  return Promise.all(
    findings.map(async (finding) => {
      const span = finding.declaration && (await configPlace(source, ["machines", machine, ...finding.declaration]));
      return span === undefined ? finding : { ...finding, source, span };
    }),
  );
}
