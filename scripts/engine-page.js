// Writes the figures of docs/engine.md from the conformance suites: SAGA_CONFORMANCE=FOLDER node scripts/engine-page.js
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/engine.md");

/** What a recording is about, by the categories that say so; a recording may be about several. */
const SUBJECTS = [
  ["Pass, Succeed, Fail", ["pass", "succeed", "fail"]],
  ["Choice", ["choice"]],
  ["Wait", ["wait"]],
  ["Task", ["task"]],
  ["… on a Lambda function's own ARN", ["lambda"]],
  ["… by a service integration", ["lambda-integration", "service-integration", "aws-sdk"]],
  ["… with a task token", ["callback"]],
  ["… .sync and nested executions", ["sync-integration", "nested-execution"]],
  ["… by an activity", ["activity"]],
  ["… with credentials", ["credentials"]],
  ["Parallel", ["parallel"]],
  ["Map, inline and distributed", ["map"]],
  ["… distributed", ["distributed-map"]],
  ["EXPRESS, synchronous", ["express"]],
  ["JSONPath input and output", ["io-processing"]],
  ["Intrinsic functions", ["intrinsics"]],
  ["JSONata", ["jsonata"]],
  ["Both languages in one machine", ["mixed-language"]],
  ["Variables", ["variables"]],
  ["Context object", ["context-object"]],
  ["Retry", ["retry"]],
  ["Catch", ["catch"]],
  ["Timeouts and heartbeats", ["timeout", "heartbeat"]],
  ["Failed executions", ["execution-failed", "evaluation-failed"]],
];

if (process.env.SAGA_CONFORMANCE) writePage();
else {
  console.error("Set SAGA_CONFORMANCE to a folder with cases of executions recorded on AWS (docs/conformance.md).");
  process.exitCode = 2;
}

function writePage() {
  const { aws, own, passed } = runSuites();
  const blocks = {
    recordings: recordings(aws.cases),
    divergences: divergences([...aws.cases, ...own.cases]),
    unrecorded: unrecorded(aws),
    rules: rules(own.cases),
  };
  let text = readFileSync(page, "utf8");
  for (const [name, lines] of Object.entries(blocks)) text = withBlock(text, name, lines);
  writeFileSync(page, text);
  if (passed) return;
  console.error("Some cases differ without a known reason; the page names them.");
  process.exitCode = 1;
}

function runSuites() {
  const folder = mkdtempSync(join(tmpdir(), "saga-conformance-"));
  try {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const env = { ...process.env, SAGA_CONFORMANCE: resolve(process.env.SAGA_CONFORMANCE), SAGA_CONFORMANCE_RESULTS: folder };
    const { status } = spawnSync(process.execPath, [vitest, "run", "test/conformance", "--reporter=dot"], {
      cwd: root,
      env,
      stdio: "inherit",
    });
    const read = (suite) => JSON.parse(readFileSync(join(folder, `${suite}.json`), "utf8"));
    return { aws: read("aws"), own: read("own"), passed: status === 0 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function withBlock(text, name, lines) {
  const [before, rest] = text.split(`<!-- ${name} -->\n`);
  const after = rest?.split(`<!-- /${name} -->`)[1];
  if (after === undefined) throw new Error(`docs/engine.md has no <!-- ${name} --> … <!-- /${name} -->`);
  return `${before}<!-- ${name} -->\n\n${lines.join("\n")}\n\n<!-- /${name} -->${after}`;
}

function isSame({ verdict }) {
  return verdict.startsWith("exact");
}

function isDifferent({ verdict }) {
  return verdict === "different";
}

function isOutOfReach({ verdict }) {
  return verdict === "out-of-reach";
}

function recordings(cases) {
  const run = cases.filter((result) => !isOutOfReach(result));
  const unordered = run.filter(({ verdict }) => verdict === "exact-unordered").length;
  const rows = SUBJECTS.map(([subject, categories]) => [
    subject,
    run.filter((result) => result.categories.some((name) => categories.includes(name))),
  ]);
  return [
    `Of ${cases.length} executions recorded on AWS, ${run.length} can be run again from what their files hold. **${run.filter(isSame).length} of these have the same history**, event by event with every detail (${unordered} of them but for the order in which concurrent branches took their turns), or the same end where only that was recorded.`,
    "",
    ...table(
      ["recordings with", "run", "the same", "different"],
      rows.map(([subject, results]) => [subject, results.length, results.filter(isSame).length, results.filter(isDifferent).length || "–"]),
    ),
    "",
    "The others are not run, because:",
    "",
    ...counted(cases.filter(isOutOfReach).map(({ missing }) => missing)).map(([missing, count]) => `- ${missing} (${count})`),
  ];
}

function divergences(cases) {
  const different = cases.filter(isDifferent);
  if (different.length === 0) return ["None."];
  return different.map(
    ({ id, known, difference }) => `- \`${id.split("::").at(-1)}\`: ${known ?? `not explained yet: ${difference.replaceAll("|", "\\|")}`}`,
  );
}

function unrecorded({ unrecordedTypes }) {
  return [unrecordedTypes.map((type) => `\`${type}\``).join(", ")];
}

function rules(cases) {
  return cases.map(
    ({ file, rule, verdict }) =>
      `- [${rule}](../fixtures/recorded/${file})${verdict === "different" ? " (see the differences above)" : ""}`,
  );
}

/** A Markdown table as the formatter writes it. */
function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const [headLine, ...rest] = cells.map(line);
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [headLine, rule, ...rest];
}

/** How often each text occurs, most often first. */
function counted(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
