import { testGithub } from "../lib/reporters/test-github.ts";
import { testJson } from "../lib/reporters/test-json.ts";
import { testJunit } from "../lib/reporters/test-junit.ts";
import { testText } from "../lib/reporters/test-text.ts";
import { NO_PAINT } from "../lib/reporters/text-style.ts";
import type { SuiteReport } from "../lib/suite/suite-report.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";
import { widthOf } from "./terminal-width.ts";
import type { TestFormat } from "./test-formats.ts";

/** The report in a format; text in a file has no colours. */
export async function testOutput(
  report: SuiteReport,
  format: TestFormat,
  { toFile }: { readonly toFile: boolean },
  io: Io,
): Promise<string> {
  switch (format) {
    case "text":
      return testText(report, {
        width: widthOf(io.stdout, io.env),
        paint: toFile ? NO_PAINT : await paintFor(io.stdout, io.env),
        includeData: false,
      });
    case "json":
      return testJson(report);
    case "junit":
      return testJunit(report);
    case "github":
      return testGithub(report);
    case "html": {
      const { testHtml } = await import("../lib/reporters/test-html.ts");
      return testHtml(report);
    }
  }
}
