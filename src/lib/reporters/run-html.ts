import type { ShownRun } from "../suite/show-run.ts";
import { htmlPage } from "./html-page.ts";
import { caseBody, caseTitle } from "./test-html-case.ts";
import { graphSvg } from "./test-html-graph.ts";
import { machineTitle } from "./test-html-machine.ts";

/** One run as a page that needs nothing else: how it ended, its timeline, what it changed in the tables, and the states that it entered. */
export function runHtml({ name, file, graph, result }: ShownRun): string {
  return htmlPage("saga-cli run", [machineTitle({ name, file }), `<p>${caseTitle(result)}</p>`, ...caseBody(result), graphSvg(graph)]);
}
