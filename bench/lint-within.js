// Lints or validates every file of a folder as often as asked, in a fresh process: prints how long the last time took, in ms.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";

const [, , name, folder, times] = process.argv;
const require = createRequire(import.meta.url);
const files = readdirSync(folder).map((file) => join(folder, file));

/** Each loads what it needs, then gives the work that is measured. */
const tools = {
  async "saga-cli"() {
    const { diskFiles, lintFiles } = await import("../dist/lib/index.js");
    // As src/launch.ts does for the program, which lints once.
    if (times === "1") setFlagsFromString("--interrupt-budget=500000");
    return async () => {
      const { summary } = await lintFiles(diskFiles, folder, { paths: [folder] });
      if (summary.machines !== files.length) throw new Error(`${summary.machines} machines in ${files.length} files`);
    };
  },
  async "amazon-states-language-service"() {
    const { TextDocument, getLanguageService } = require("amazon-states-language-service");
    const service = getLanguageService({});
    return async () => {
      for (const file of files) {
        const document = TextDocument.create(file, "asl", 1, readFileSync(file, "utf8"));
        await service.doValidation(document, service.parseJSONDocument(document));
      }
    };
  },
  async "asl-validator"() {
    const validate = require("asl-validator");
    return async () => {
      for (const file of files) validate(JSON.parse(readFileSync(file, "utf8")));
    };
  },
};

const work = await tools[name]();
let ms;
for (let time = 0; time < Number(times); time += 1) {
  const start = performance.now();
  await work();
  ms = performance.now() - start;
}
console.log(JSON.stringify({ ms }));
