import { describe, expect, it } from "vitest";
import { codeFrame } from "../../../src/lib/reporters/code-frame.ts";
import { displayWidth } from "../../../src/lib/reporters/display-width.ts";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";

const ARN = "arn:aws:lambda:ap-northeast-1:123456789012:function:stock-release";

describe("a code frame", () => {
  it.each([
    {
      name: "a name in wide characters",
      line: `"在庫解放": { "Type": "Task", "Resource": "${ARN}", "Next": "注文取消" }`,
      meant: '"在庫解放"',
    },
    { name: "wide characters before it", line: `"Comment": "在庫を解放して注文を取り消す", "Resource": "${ARN}"`, meant: `"${ARN}"` },
    { name: "a long text in wide characters", line: `"Comment": "${"在庫を解放する".repeat(20)}"`, meant: "在庫を解放する".repeat(20) },
    { name: "tabs", line: `${"\t".repeat(12)}"Release": { "Type": "Task", "Resource": "${ARN}" }`, meant: '"Release"' },
    { name: "none of these", line: `"Release": { "Type": "Task", "Resource": "${ARN}", "Next": "Cancel" }`, meant: '"Release"' },
  ])("is no wider than its room: $name", ({ line, meant }) => {
    const start = line.indexOf(meant);
    const place = {
      source: { file: "order.asl.json", text: line },
      span: { start, end: start + meant.length },
      location: { file: "order.asl.json", line: 1, column: start + 1, endLine: 1, endColumn: start + 1 + meant.length },
    };
    for (const width of [40, 60, 80, 120]) {
      const lines = codeFrame(place, { width, paint: NO_PAINT }, (text) => text);
      expect(lines.filter((shown) => displayWidth(shown) > width)).toEqual([]);
      expect(lines[1]).toMatch(/\^/);
    }
  });
});
