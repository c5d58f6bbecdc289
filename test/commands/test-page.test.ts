import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diskFiles } from "../../src/lib/runs/disk-files.ts";
import { htmlText } from "../../src/lib/reporters/html-text.ts";
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
  process.stderr.write(`Skipped: no headless browser is installed (${BROWSERS.join(", ")}), so the pages are not opened in one.\n`);

/** What a browser makes of a page. */
interface Shown {
  /** Whether it has to be moved sideways. */
  readonly tooWide: boolean;
  readonly cells: readonly string[];
  /** Cases, and which of them are open. */
  readonly cases: number;
  readonly open: readonly string[];
  readonly headings: readonly string[];
  /** Elements that no page has. */
  readonly foreign: number;
  readonly background: string;
}

interface Window {
  readonly width: number;
  readonly scheme?: "light" | "dark";
  /** The part of the page that a link led to. */
  readonly at?: string;
}

/** Opens the page in a frame of that width, beside a script that looks at it: the page itself lets none run. */
function open(page: string, { width, scheme = "light", at = "" }: Window): Shown {
  const look = `
    const { contentDocument: page, contentWindow } = document.querySelector("iframe");
    contentWindow.location.hash = ${JSON.stringify(at)};
    setTimeout(() => {
      const all = (selector) => [...page.querySelectorAll(selector)];
      const shown = {
        tooWide: page.documentElement.scrollWidth > page.documentElement.clientWidth,
        cells: all(".cell").map((cell) => cell.textContent),
        cases: all("details").length,
        open: all("details[open] .names").map((name) => name.textContent),
        headings: all("h1, h2").map((heading) => heading.textContent),
        foreign: all("script, img, iframe, link").length,
        background: contentWindow.getComputedStyle(page.body).backgroundColor,
      };
      document.body.textContent = JSON.stringify(shown);
    }, 50);`;
  const frame = `<iframe width="${width}" height="800" style="border: 0" srcdoc="${page.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>`;
  const folder = mkdtempSync(join(tmpdir(), "saga-cli-page-"));
  try {
    const file = join(folder, "page.html");
    writeFileSync(
      file,
      `<!doctype html><meta charset="utf-8"><body>${frame}<script>addEventListener("load", () => {${look}});</script></body>`,
    );
    const argv = [
      "--headless",
      "--disable-gpu",
      "--no-sandbox",
      `--user-data-dir=${folder}/profile`,
      `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`,
      "--window-size=1400,900",
      "--virtual-time-budget=5000",
      "--dump-dom",
      `file://${file}`,
    ];
    const dom = execFileSync(browser ?? "", argv, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e8 });
    const [, text = ""] = /<body>([^<]*)<\/body>/.exec(dom) ?? [];
    return JSON.parse(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")) as Shown;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The one page that a command writes. */
async function written(argv: readonly string[], world: Parameters<typeof runCommand>[1]): Promise<string> {
  const result = await runCommand(argv, world);
  return [...result.written.values()][0] ?? "";
}

test.skipIf(browser === undefined)("a green suite fits a phone and a desk, in light and dark", async () => {
  const page = await written(["test", "--format", "html=test.html"], { cwd: join(ROOT, "fixtures/good-order-saga") });
  const phone = open(page, { width: 360, scheme: "dark" });
  const desk = open(page, { width: 1280, scheme: "light" });
  expect([phone.tooWide, desk.tooWide]).toEqual([false, false]);
  expect([phone.background, desk.background]).toEqual(["rgb(13, 17, 23)", "rgb(255, 255, 255)"]);
  const { cells, cases, open: opened, headings } = phone;
  expect(new Set(cells)).toEqual(new Set(["✓"]));
  expect({ cells: cells.length, cases, opened, headings }).toEqual({
    cells: 116,
    cases: 116,
    opened: [],
    headings: ["saga-cli test", "good-order good-order.asl.json"],
  });
});

test.skipIf(browser === undefined)("a red suite opens its red cases, and the case that a link leads to", async () => {
  const page = await written(["test", "order.slides.asl.json", "--only", "ReserveInventory", "--format", "html=test.html"], {});
  const red = ["UnnamedError", "UnnamedError@after", "States.Timeout", "States.Timeout@after"].map((error) => `ReserveInventory:${error}`);
  expect(open(page, { width: 360, at: "case-1" })).toMatchObject({
    tooWide: false,
    open: ["ReserveInventory:ErrReserveInventory", ...red],
  });
});

const HOSTILE = '"><img src=x onerror="document.body.remove()"><script src=x></script>&amp;';

test.skipIf(browser === undefined)("hostile names are shown as they are, by run and by test, and do no harm", async () => {
  const cwd = join(ROOT, "fixtures/good-order-saga");
  // In the definition and in its config.
  const renamed = (text: string): string => text.replaceAll(/"ReserveInventory"|\bReserveInventory(?=:)/g, JSON.stringify(HOSTILE));
  const files = {
    ...diskFiles,
    read: (path: string) => (path.startsWith(cwd) ? renamed(diskFiles.read(path) ?? "") : diskFiles.read(path)),
  };
  const run = await written(["run", "good-order", "--fail-at", `${HOSTILE}:States.Timeout`, "--report", "run.html"], { cwd, files });
  const tested = await written(["test", "--only", "no fault", "--format", "html=test.html"], { cwd, files });
  for (const page of [run, tested]) {
    expect(page).toContain(htmlText(HOSTILE));
    expect(open(page, { width: 360 })).toMatchObject({ tooWide: false, foreign: 0 });
  }
});
