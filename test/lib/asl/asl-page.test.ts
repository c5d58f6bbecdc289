import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readMachine } from "../../../src/lib/asl/read-machine.ts";
import { parseText } from "../../../src/lib/source/parse-text.ts";
import { ROOT } from "../../test-io.ts";

interface Example {
  readonly code: string;
  readonly kind: "bad" | "good";
  readonly type: "STANDARD" | "EXPRESS";
  readonly text: string;
}

const page = readFileSync(join(ROOT, "docs/rules/asl.md"), "utf8");
const [, ...sections] = page.split(/^### /m);
const codes = sections.map((section) => section.slice(0, section.indexOf("\n")));

/** Whole definitions, from blocks fenced as ```yaml bad and ```yaml good. */
const examples = sections.flatMap((section, index) =>
  [...section.matchAll(/^```yaml (bad|good)( EXPRESS)?\n([\s\S]*?)^```$/gm)].map(([, kind, express, text = ""]): Example => ({
    code: codes[index] ?? "",
    kind: kind === "bad" ? "bad" : "good",
    type: express === undefined ? "STANDARD" : "EXPRESS",
    text,
  })),
);

async function codesIn({ text, type }: Example): Promise<readonly string[]> {
  const { source, root, diagnostics } = await parseText({ file: "order.asl.yaml", text });
  const read = root && (await readMachine({ source, root, type }));
  return [...diagnostics, ...(read?.diagnostics ?? [])].map(({ code }) => code);
}

describe("the page on asl/*", () => {
  test("says of every finding in its table what it means", () => {
    const listed = [...page.matchAll(/^\| `(asl\/[a-z-]+)`/gm)].map(([, code]) => code);
    expect(codes).toEqual(listed);
  });

  test.each(examples.filter(({ kind }) => kind === "bad"))("$code finds its bad example", async (example) => {
    expect(await codesIn(example)).toContain(example.code);
  });

  test.each(examples.filter(({ kind }) => kind === "good"))("$code: nothing is found in its good example", async (example) => {
    expect(await codesIn(example)).toEqual([]);
  });

  test("shows a bad and a good example of every finding in one file", () => {
    const elsewhere = new Set(["asl/missing-file", "asl/size"]);
    expect([...new Set(examples.map(({ code }) => code))]).toEqual(codes.filter((code) => !elsewhere.has(code)));
  });
});
