import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { layers, onlyImporter, reporterTypeLayers } from "../layers.js";
import { ROOT } from "./test-io.ts";

const names = Object.keys(layers);
const pureNames = names.filter((name) => layers[name]?.pure);

test("the folders of src/lib are the layers of the table", () => {
  const folders = readdirSync(join(ROOT, "src/lib"), { withFileTypes: true });
  expect(folders.map((entry) => (entry.isDirectory() ? entry.name : `${entry.name} is a file`)).sort()).toEqual([...names].sort());
});

test("a layer imports only layers that stand above it in the table", () => {
  const upwards = names.flatMap((name, index) =>
    (layers[name]?.imports ?? []).filter((other) => !names.slice(0, index).includes(other)).map((other) => `${name} imports ${other}`),
  );
  expect(upwards).toEqual([]);
});

/** The parts of layers, each with what it may import of its own layer. */
const PARTS = names.flatMap((layer) => {
  const parts = layers[layer]?.parts ?? {};
  return Object.entries(parts).map(([part, imports]) => ({ layer, part, imports, all: Object.keys(parts) }));
});

test.each(names)("the folders in the layer %s are its parts", (layer) => {
  const entries = readdirSync(join(ROOT, "src/lib", layer), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.sort()).toEqual(Object.keys(layers[layer]?.parts ?? {}).sort());
});

test.each(PARTS)("the part $part of $layer imports only parts that stand above it in the table, and files that there are", (part) => {
  const files = readdirSync(join(ROOT, "src/lib", part.layer)).filter((name) => name.endsWith(".ts"));
  const allowed = new Set([...files, ...part.all.slice(0, part.all.indexOf(part.part))]);
  expect(part.imports.filter((name) => !allowed.has(name))).toEqual([]);
});

/** What each forbidden file does, by its path below src/lib, and the rule that has to catch it. */
const FORBIDDEN: readonly { readonly file: string; readonly text: string; readonly rule: string }[] = [
  ...names.flatMap((layer) =>
    names
      .filter((other) => other !== layer && !layers[layer]?.imports.includes(other))
      .flatMap((other) =>
        [other, `${other}/part`].map((folder) => ({
          file: `${layer}/reaches-${folder.replace("/", "-")}.ts`,
          text: `import { order } from "../${folder}/order.ts";\nexport const copy = order;\n`,
          rule: "eslint(no-restricted-imports)",
        })),
      ),
  ),
  ...names.map((layer) => ({
    file: `${layer}/reaches-up.ts`,
    text: 'import { main } from "../../commands/main.ts";\nexport const copy = main;\n',
    rule: "eslint(no-restricted-imports)",
  })),
  ...Object.entries(onlyImporter).flatMap(([name, owner]) =>
    names
      .filter((layer) => layer !== owner)
      .map((layer) => ({
        file: `${layer}/takes-${name}.ts`,
        text: `import * as theirs from "${name}";\nexport const copy = theirs;\n`,
        rule: "eslint(no-restricted-imports)",
      })),
  ),
  ...PARTS.flatMap(({ layer, part, imports, all }) =>
    [
      ...all.filter((other) => other !== part && !imports.includes(other)).map((other) => `../${other}/order.ts`),
      "../order.ts",
      ...names.filter((other) => other !== layer && !layers[layer]?.imports.includes(other)).map((other) => `../../${other}/order.ts`),
      "../../../commands/main.ts",
    ].map((path, index) => ({
      file: `${layer}/${part}/reaches-${index}.ts`,
      text: `import { order } from "${path}";\nexport const copy = order;\n`,
      rule: "eslint(no-restricted-imports)",
    })),
  ),
  ...pureNames.flatMap((layer) => [
    {
      file: `${layer}/reads-a-file.ts`,
      text: 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
      rule: "eslint(no-restricted-imports)",
    },
    {
      file: `${layer}/reads-the-clock.ts`,
      text: "export const now = (): number => Date.now();\n",
      rule: "eslint(no-restricted-properties)",
    },
    {
      file: `${layer}/rolls-dice.ts`,
      text: "export const chance = (): number => Math.random();\n",
      rule: "eslint(no-restricted-properties)",
    },
    {
      file: `${layer}/sets-a-timer.ts`,
      text: "export const later = (work: () => void): void => void setTimeout(work, 1);\n",
      rule: "eslint(no-restricted-globals)",
    },
    {
      file: `${layer}/asks-the-process.ts`,
      text: 'export const home = (): string | undefined => process.env["HOME"];\n',
      rule: "eslint(no-restricted-globals)",
    },
  ]),
];

/** The same where it is allowed: the rules must not fire for everything. */
const ALLOWED: readonly { readonly file: string; readonly text: string }[] = [
  ...names.flatMap((layer) =>
    (layers[layer]?.imports ?? []).map((other) => ({
      file: `${layer}/takes-${other}.ts`,
      text: `import { order } from "../${other}/order.ts";\nexport const copy = order;\n`,
    })),
  ),
  ...PARTS.flatMap(({ layer, part, imports }) =>
    [
      ...imports.map((other) => (other.endsWith(".ts") ? `../${other}` : `../${other}/order.ts`)),
      ...(layers[layer]?.imports ?? []).map((other) => `../../${other}/order.ts`),
    ].map((path, index) => ({
      file: `${layer}/${part}/takes-${index}.ts`,
      text: `import { order } from "${path}";\nexport const copy = order;\n`,
    })),
  ),
  ...Object.entries(onlyImporter).map(([name, owner]) => ({
    file: `${owner}/owns-${name}.ts`,
    text: `import * as theirs from "${name}";\nexport const copy = theirs;\n`,
  })),
  ...reporterTypeLayers.map((other) => ({
    file: `reporters/knows-${other}.ts`,
    text: `import type { Order } from "../${other}/order.ts";\nexport const copy = (order: Order): Order => order;\n`,
  })),
];

let folder: string;
let found: readonly { readonly file: string; readonly rule: string }[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-cli-layers-"));
  for (const file of ["oxlint.config.js", "layers.js", "package.json"]) symlinkSync(join(ROOT, file), join(folder, file));
  for (const { file, text } of [...FORBIDDEN, ...ALLOWED]) {
    const path = join(folder, "src/lib", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  found = lint();
});
afterAll(() => rmSync(folder, { recursive: true }));

function lint(): typeof found {
  const args = [join(ROOT, "node_modules/oxlint/bin/oxlint"), "-c", "oxlint.config.js", "--format", "json", "src"];
  let output = "";
  try {
    output = execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", stdio: "pipe", maxBuffer: 1e8 });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(output) as { diagnostics: readonly { readonly filename: string; readonly code: string }[] };
  return diagnostics.map(({ filename, code }) => ({ file: filename.replace(/^src\/lib\//, ""), rule: code }));
}

test("the linter stops every import that the table does not allow, and pure layers from touching the outside", () => {
  const missed = FORBIDDEN.filter(({ file, rule }) => !found.some((one) => one.file === file && one.rule === rule));
  expect(missed).toEqual([]);
});

test("the linter lets pass what the table allows", () => {
  const restricted = found.filter(({ file, rule }) => rule.includes("no-restricted") && ALLOWED.some((one) => one.file === file));
  expect(restricted).toEqual([]);
});
