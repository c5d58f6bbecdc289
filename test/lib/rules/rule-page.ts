import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../test-io.ts";

/** The page of a rule, as `docs/rules/<id>.md` has it. */
export interface RulePage {
  readonly title: string;
  /** The line below the title: `Level: error.` and what more there is to say. */
  readonly level: string;
  readonly sections: readonly string[];
  /** Whole definitions, from blocks fenced as ```yaml bad and ```yaml good. */
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

/** Reads the page of a rule. */
export function rulePage(id: string): RulePage {
  const text = readFileSync(join(ROOT, `docs/rules/${id}.md`), "utf8");
  const blocks = [...text.matchAll(/^```yaml (bad|good)\n([\s\S]*?)^```$/gm)];
  const examples = (kind: string): readonly string[] => blocks.flatMap(([, found, body = ""]) => (found === kind ? [body] : []));
  return {
    title: /^# (.+)$/m.exec(text)?.[1] ?? "",
    level: /^Level: (\w+)/m.exec(text)?.[1] ?? "",
    sections: [...text.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title),
    bad: examples("bad"),
    good: examples("good"),
  };
}
