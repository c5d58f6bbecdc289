import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT, runCommand } from "../test-io.ts";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

/** A browser that can run without a screen; undefined where none is installed. */
function findBrowser(): string | undefined {
  return BROWSERS.find((name) => {
    try {
      execFileSync(name, ["--version"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

const browser = findBrowser();
if (browser === undefined)
  process.stderr.write(`Skipped: no headless browser is installed (${BROWSERS.join(", ")}), so the page is not opened in one.\n`);

test.skipIf(browser === undefined)("a browser shows the page of a matrix, on a phone, too", { timeout: 60_000 }, async () => {
  const { written } = await runCommand(["test", "--format", "html=test.html"], { cwd: join(ROOT, "fixtures/good-order-saga") });
  const folder = mkdtempSync(join(tmpdir(), "saga-cli-page-"));
  try {
    const page = join(folder, "test.html");
    writeFileSync(page, [...written.values()][0] ?? "");
    const argv = [
      "--headless",
      "--disable-gpu",
      "--no-sandbox",
      `--user-data-dir=${folder}/profile`,
      "--window-size=360,800",
      "--dump-dom",
      `file://${page}`,
    ];
    const shown = execFileSync(browser ?? "", argv, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    expect(shown.match(/<details id="case-/g)).toHaveLength(116);
    expect(shown.match(/class="cell green"/g)).toHaveLength(116);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
