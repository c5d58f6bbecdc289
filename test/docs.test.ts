import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { describe, expect, test, vi } from "vitest";
import type { Files } from "../src/lib/base/ports.ts";
import { loadConfig } from "../src/lib/config/load-config.ts";
import { diskFiles } from "../src/lib/runs/disk-files.ts";
import { OUTCOMES, VIOLATION_KINDS } from "../src/lib/verify/verdict.ts";
import { memoryFiles } from "./memory-files.ts";
import { ROOT, runCommand } from "./test-io.ts";

// A page runs a command for each of its console blocks.
vi.setConfig({ testTimeout: 30_000 });

const pages = [
  "README.md",
  ...["lint.md", "run.md", "test.md", "verdicts.md", "configuration.md", "library.md"].map((name) => `docs/${name}`),
  ...["bank-account-opening.md", "trip-booking-parallel.md", "activity-worker.md"].map((name) => `docs/fixtures/${name}`),
];

/** The fenced blocks of a page in one language, in order. */
function blocks(page: string, language: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, body = ""]) => (found === language ? [body] : []));
}

/** A command of a console block and what it prints; a line of `…` stands for lines left out. */
interface Step {
  readonly command: string;
  readonly output: string;
}

function steps(block: string): readonly Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const end = text.indexOf("\n");
      return { command: text.slice(0, end), output: text.slice(end + 1) };
    });
}

/** The words of a POSIX command line that quotes with '' only. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

function matching(output: string): RegExp {
  const parts = output.split(/^…\n/m).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(String.raw`(?:.*\n)*?`)}$`);
}

const withCommands = pages.filter((page) => blocks(page, "console").length > 0);

test.each(withCommands)("the commands of %s print what it says", async (page) => {
  const written = new Map<string, string>();
  const files: Files = { ...diskFiles, read: (path) => written.get(path) ?? diskFiles.read(path) };
  let exitCode = 0;
  for (const { command, output } of blocks(page, "console").flatMap(steps)) {
    if (command === "echo $?") {
      expect(`${exitCode}\n`).toBe(output);
      continue;
    }
    const [runner, program, ...argv] = words(command);
    expect([runner, program]).toEqual(["npx", "saga-cli"]);
    const result = await runCommand(argv, { cwd: ROOT, files });
    for (const [path, text] of result.written) written.set(path, text);
    exitCode = result.exitCode;
    expect(`$ ${command}\n${result.stderr}${result.stdout}`).toMatch(matching(`$ ${command}\n${output}`));
  }
});

describe("the examples of the library", () => {
  const withCode = pages.filter((page) => blocks(page, "js").length > 0);

  test.each(withCode)("in %s print what their comments say", async (page) => {
    const code = blocks(page, "js").join("\n");
    const said = [...code.matchAll(/console\.log\(.*\);(?:\s*\/\/ (.+)|\n\/\/ (.+))/g)].map(([, beside, below]) => beside ?? below);
    expect(said).not.toEqual([]);
    const folder = mkdtempSync(join(tmpdir(), "saga-cli-docs-"));
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      const file = join(folder, "example.mjs");
      writeFileSync(file, code.replaceAll('from "saga-cli"', `from ${JSON.stringify(join(ROOT, "src/index.ts"))}`));
      await import(pathToFileURL(file).href);
      expect(log.mock.calls.map((values) => format(...values))).toEqual(said);
    } finally {
      log.mockRestore();
      rmSync(folder, { recursive: true });
    }
  });
});

test("every YAML example of the configuration page is a config that can be read", async () => {
  for (const text of blocks("docs/configuration.md", "yaml")) {
    await expect(loadConfig(memoryFiles({ "/shop/saga.config.yaml": text }), "/shop/saga.config.yaml")).resolves.toMatchObject({
      root: "/shop",
    });
  }
});

test("the configuration page shows every key that the schema has", () => {
  const schema = JSON.parse(readFileSync(join(ROOT, "saga.config.schema.json"), "utf8")) as unknown;
  const shown = blocks("docs/configuration.md", "yaml").join("\n");
  const missing = [...keysOf(schema)].filter((key) => !new RegExp(`\\b${key}:`).test(shown));
  expect(missing).toEqual([]);
});

function keysOf(schema: unknown): Set<string> {
  const keys = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      if (name === "properties") for (const key of Object.keys(value as object)) keys.add(key);
      visit(value);
    }
  };
  visit(schema);
  return keys;
}

test("every link between the pages leads somewhere", () => {
  const markdown = [
    "README.md",
    ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`),
  ];
  const broken = markdown.flatMap((page) =>
    [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\(([^)#\s]+)?(?:#([^)\s]+))?\)/g)]
      .filter(([, target]) => !/^https?:/.test(target ?? ""))
      .filter(([, target, anchor]) => {
        const path = target === undefined ? join(ROOT, page) : join(ROOT, page, "..", target);
        return !diskFiles.exists(path) || (anchor !== undefined && !anchors(path).includes(anchor));
      })
      .map(([link]) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test("every page that the sources speak of is there, and its section", () => {
  const broken = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(join(ROOT, "src", file), "utf8").matchAll(/([\w/-]+\.md)\b(?:#([\w-]+))?/g)]
        .filter(([, page = "", anchor]) => {
          const path = join(ROOT, page);
          return !diskFiles.exists(path) || (anchor !== undefined && !anchors(path).includes(anchor));
        })
        .map(([named]) => `${file}: ${named}`),
    );
  expect(broken).toEqual([]);
});

function anchors(path: string): readonly string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}

test("CI runs the test command of the README", () => {
  const [, testCommand = ""] = blocks("README.md", "sh");
  expect(testCommand).toMatch(/npm test\n$/);
  expect(readFileSync(join(ROOT, ".ci/run"), "utf8")).toContain(`\n(${testCommand.trim()})\n`);
});

test.each([
  { page: "README.md", names: OUTCOMES },
  { page: "docs/verdicts.md", names: [...OUTCOMES, ...VIOLATION_KINDS] },
])("$page explains every name that a verdict may carry", ({ page, names }) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  expect(names.filter((name) => !text.includes(`| \`${name}\``))).toEqual([]);
});

test("the page on running explains every flag of run", async () => {
  const { stdout } = await runCommand(["run", "--help"], { columns: 200 });
  const flags = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = ""]) => flag);
  const text = readFileSync(join(ROOT, "docs/run.md"), "utf8");
  expect(flags.filter((flag) => !text.includes(flag))).toEqual([]);
});

test("the page on testing explains every flag of test", async () => {
  const { stdout } = await runCommand(["test", "--help"], { columns: 200 });
  const flags = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = ""]) => flag);
  const text = readFileSync(join(ROOT, "docs/test.md"), "utf8");
  expect(flags.filter((flag) => !text.includes(flag))).toEqual([]);
});

test("the page on lint explains every flag of lint", async () => {
  const { stdout } = await runCommand(["lint", "--help"], { columns: 200 });
  const flags = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = ""]) => flag);
  const text = readFileSync(join(ROOT, "docs/lint.md"), "utf8");
  expect(flags.filter((flag) => !text.includes(flag))).toEqual([]);
});
