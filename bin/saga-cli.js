#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

const program = join(__dirname, "../dist/cli/main.js");
if (existsSync(program)) {
  // Node 22.1 and later keep what they compile in the system's temporary folder, and start sooner the next time.
  enableCompileCache?.();
  require(program).start();
} else {
  process.stderr.write("saga-cli is not built: dist/ is missing.\nRun `npm run build` in " + join(__dirname, "..") + " and try again.\n");
  process.exitCode = 2;
}
