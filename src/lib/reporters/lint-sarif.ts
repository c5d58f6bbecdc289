import type { Location } from "../base/span.ts";
import type { LintReport, LocatedFinding, LocatedStep } from "../runs/lint/lint-report.ts";
import { findingHashes } from "./finding-hashes.ts";
import { lintFindings } from "./lint-findings.ts";

/** What SARIF says of the tool besides its findings. */
export interface SarifOptions {
  readonly version: string;
  /** Rules that the report may name, with the Markdown of their pages. */
  readonly rules: readonly SarifRule[];
}

/** A rule as SARIF describes it. */
export interface SarifRule {
  readonly id: string;
  readonly severity: LocatedFinding["severity"];
  /** One sentence. */
  readonly summary: string;
  readonly page: string;
}

/** Findings in SARIF 2.1.0, failing paths as code flows. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function lintSarif(report: LintReport, { version, rules }: SarifOptions): string {
  const findings = lintFindings(report);
  const hashes = findingHashes(findings);
  const driver = {
    name: "saga-cli",
    semanticVersion: version,
    rules: rules.map(({ id, severity, summary, page }) => ({
      id,
      shortDescription: { text: summary },
      help: { text: page, markdown: page },
      defaultConfiguration: { level: LEVELS[severity] },
    })),
  };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that lint was started in" } } },
        results: findings.map((finding, index) => result(finding, hashes[index] ?? "", ruleIndex(rules, finding.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

function ruleIndex(rules: readonly SarifRule[], id: string): { readonly ruleIndex?: number } {
  const index = rules.findIndex((rule) => rule.id === id);
  return index === -1 ? {} : { ruleIndex: index };
}

function result(finding: LocatedFinding, hash: string, index: { readonly ruleIndex?: number }): object {
  const { rule, severity, message, hint, location, machine, state, path } = finding;
  const logical = [machine, state].filter((part) => part !== null);
  return {
    ruleId: rule,
    ...index,
    level: LEVELS[severity],
    message: { text: hint === undefined ? `${message}.` : `${message}. ${hint}` },
    locations: [
      {
        physicalLocation: physicalLocation(location),
        ...(logical.length === 0 ? {} : { logicalLocations: [{ name: logical.at(-1), fullyQualifiedName: logical.join("/") }] }),
      },
    ],
    partialFingerprints: { "sagaCliFinding/v1": hash },
    ...(path.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: path.map(flowStep) }] }] }),
  };
}

function flowStep({ state, error, location, skipped }: LocatedStep): object {
  const event = error === null ? state : `${state} fails with ${error}`;
  const text = skipped === undefined ? event : `after ${skipped} more states: ${event}`;
  return { location: { ...(location === null ? {} : { physicalLocation: physicalLocation(location) }), message: { text } } };
}

function physicalLocation({ file, line, column, endLine, endColumn }: Location): object {
  return {
    artifactLocation: artifactLocation(file),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** Relative to where lint was started, so that a report means the same on every machine. */
function artifactLocation(file: string): object {
  const uri = file.replace(/^\.\//, "").split("/").map(encodeURIComponent).join("/");
  return file.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
}
