import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadDefinitions } from "../../../src/lib/definition/load-definition.ts";
import { diskFiles } from "../../../src/lib/runs/disk-files.ts";
import { valueOf } from "../../../src/lib/source/node.ts";

const folder = process.env["SAGA_SAGAS"] ?? "";
if (folder === "") process.stderr.write("Sagas in the carriers of their authors are not compared: SAGA_SAGAS names no folder.\n");

interface Saga {
  readonly id: string;
  readonly file: string;
  /** The same machine as plain ASL, tokens as `${…}`. */
  readonly asl: string;
}

const sagas = folder === "" ? [] : (JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as readonly Saga[]);

/** One token, however it is spelled: an ARN that holds a logical id, `${Name.Arn}`, `#{AWS::Region}`. */
function sameTokens(text: string): string {
  return text
    .replaceAll(
      /arn:\$\{AWS::Partition\}:\w+:\$\{AWS::Region\}:\$\{AWS::AccountId\}:(?:function:|table\/|stateMachine:|activity:)?(\$\{\w+\})/g,
      "$1",
    )
    .replaceAll(/\.(?:Arn|TopicArn)\}/g, "}")
    .replaceAll("#{", "${");
}

describe.skipIf(folder === "")("sagas in the carriers of their authors", () => {
  test("the folder of SAGA_SAGAS holds sagas", () => {
    expect(sagas.length).toBeGreaterThan(0);
  });

  // Terraform's symbols are spelled in a way of their own.
  test.each(sagas.filter(({ file }) => !file.endsWith(".tf")))("$id is the machine that it is as plain ASL", async ({ file, asl }) => {
    // In the plain machines this stays a token, which its configuration would tell.
    const substitutions = { "self:service": "${self:service}" };
    const [definition, ...others] = await loadDefinitions(diskFiles, join(folder, file), { substitutions });
    expect({ diagnostics: definition?.diagnostics, others }).toEqual({ diagnostics: [], others: [] });
    const read: unknown = JSON.parse(sameTokens(JSON.stringify(definition?.root && valueOf(definition.root))));
    expect(read).toEqual(JSON.parse(sameTokens(readFileSync(join(folder, asl), "utf8"))));
  });
});
