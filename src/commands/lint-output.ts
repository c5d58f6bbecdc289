import packageJson from "../../package.json" with { type: "json" };
import { NO_PAINT } from "../lib/reporters/text-style.ts";
import type { LintCoverage } from "../lib/runs/lint/lint-coverage.ts";
import type { LintReport } from "../lib/runs/lint/lint-report.ts";
import type { Io } from "./io.ts";
import type { LintFormat } from "./lint-formats.ts";
import { paintFor } from "./paint.ts";
import { widthOf } from "./terminal-width.ts";

/** What lint found, and the coverage where it is asked for. */
export interface LintResult {
  readonly report: LintReport;
  readonly coverage: LintCoverage | undefined;
}

/** A result in one format; only that reporter is loaded. */
export async function lintOutput(
  { report, coverage }: LintResult,
  format: LintFormat,
  { toFile }: { readonly toFile: boolean },
  io: Io,
): Promise<string> {
  switch (format) {
    case "text": {
      const { lintText } = await import("../lib/reporters/lint-text.ts");
      const style = { width: widthOf(io.stdout, io.env), paint: toFile ? NO_PAINT : await paintFor(io.stdout, io.env) };
      if (coverage === undefined) return lintText(report, style);
      const { coverageText } = await import("../lib/reporters/coverage-text.ts");
      return `${lintText(report, style)}\n${coverageText(coverage, style)}`;
    }
    case "json": {
      const { lintJson } = await import("../lib/reporters/lint-json.ts");
      return lintJson(report, coverage);
    }
    case "sarif": {
      const { lintSarif } = await import("../lib/reporters/lint-sarif.ts");
      const { describedRules } = await import("../lib/runs/lint/rule-pages.ts");
      return lintSarif(report, { version: packageJson.version, rules: describedRules(report) });
    }
    case "github": {
      const { lintGithub } = await import("../lib/reporters/lint-github.ts");
      return lintGithub(report);
    }
    case "junit": {
      const { lintJunit } = await import("../lib/reporters/lint-junit.ts");
      return lintJunit(report);
    }
    case "gitlab": {
      const { lintGitlab } = await import("../lib/reporters/lint-gitlab.ts");
      return lintGitlab(report);
    }
  }
}
