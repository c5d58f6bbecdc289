#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const path = require("node:path");

const program = path.join(__dirname, "../dist/cli");
if (existsSync(program)) {
  require(path.join(program, "launch.js")).launch(program, require);
} else {
  process.stderr.write(
    "saga-cli is not built: dist/ is missing.\nRun `npm run build` in " + path.join(__dirname, "..") + " and try again.\n",
  );
  process.exitCode = 2;
}
