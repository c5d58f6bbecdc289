import { expect, test } from "vitest";
import { githubAnnotation } from "../../../src/lib/reporters/github-annotation.ts";

test("an annotation is one line of properties and sentences", () => {
  const properties = { file: "sagas/a,b:c.json", line: 3, col: undefined, title: "saga-cli asl/schema" };
  expect(githubAnnotation("error", properties, ["100% wrong", "", "Did you mean A?\nOr B?"])).toBe(
    "::error file=sagas/a%2Cb%3Ac.json,line=3,title=saga-cli asl/schema::100%25 wrong%0ADid you mean A?%0AOr B?",
  );
});

test("a hostile name harms no terminal, and begins no command of its own", () => {
  const name = "Pay\u001b[31m\u202e\r\n::stop-commands::x";
  expect(githubAnnotation("warning", { title: name }, [name])).toBe(
    "::warning title=Pay\\u{1b}[31m\\u{202e}\\r%0A%3A%3Astop-commands%3A%3Ax::Pay\\u{1b}[31m\\u{202e}\\r%0A::stop-commands::x",
  );
});
