#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const program = join(__dirname, "../dist/cli");
if (existsSync(program)) {
  require(join(program, "launch.js")).launch(program, require).start();
} else {
  process.stderr.write("saga-cli is not built: dist/ is missing.\nRun `npm run build` in " + join(__dirname, "..") + " and try again.\n");
  process.exitCode = 2;
}
