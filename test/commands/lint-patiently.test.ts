import { describe, expect, it, vi } from "vitest";
import { lintPatiently } from "../../src/commands/lint-patiently.ts";
import { lintFiles } from "../../src/lib/runs/lint/lint-files.ts";
import { memoryFiles } from "../memory-files.ts";

/** As many files of 10,000 bytes. */
function contents(count: number): Record<string, string> {
  const text = JSON.stringify({ StartAt: "A", States: { A: { Type: "Succeed" } } }).padEnd(10_000);
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`/shop/${index}.asl.json`, text]));
}

const REQUEST = { paths: [], levels: {} };

describe("lintPatiently", () => {
  it("leaves V8 as it is for a little", async () => {
    const optimiseLater = vi.fn<() => void>();
    await lintFiles(memoryFiles(contents(5)), "/shop", REQUEST, lintPatiently({ optimiseLater }));
    expect(optimiseLater).not.toHaveBeenCalled();
  });

  it("has V8 wait once where there is much, and finds the same", async () => {
    const optimiseLater = vi.fn<() => void>();
    const files = memoryFiles(contents(8));
    const report = await lintFiles(files, "/shop", REQUEST, lintPatiently({ optimiseLater }));
    expect(optimiseLater).toHaveBeenCalledOnce();
    expect(report).toEqual(await lintFiles(files, "/shop", REQUEST));
  });
});
