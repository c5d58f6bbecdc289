#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

const program = join(__dirname, "../dist/cli");
if (existsSync(program)) {
  // What is compiled is kept, so that the next start is sooner; Node 22.1 and later do that themselves, in the system's temporary folder.
  enableCompileCache?.();
  const { start } = enableCompileCache ? require(join(program, "main.js")) : require(join(program, "launch.js")).launch(program, require);
  start();
} else {
  process.stderr.write("saga-cli is not built: dist/ is missing.\nRun `npm run build` in " + join(__dirname, "..") + " and try again.\n");
  process.exitCode = 2;
}
