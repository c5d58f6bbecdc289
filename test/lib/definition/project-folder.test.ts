import { expect, test } from "vitest";
import { isInside, projectFolder } from "../../../src/lib/definition/project-folder.ts";
import { memoryFiles } from "../../memory-files.ts";

const PATH = "/home/ann/shop/infra/template.yaml";

test.each([
  { name: "the repository", files: ["/home/ann/shop/.git/HEAD", "/home/ann/shop/infra/saga.config.yaml"], want: "/home/ann/shop" },
  { name: "the repository of a worktree, whose .git is a file", files: ["/home/ann/shop/.git"], want: "/home/ann/shop" },
  { name: "the folder of the config", files: ["/home/ann/shop/saga.config.yml"], want: "/home/ann/shop" },
  { name: "the working folder, where there is neither", files: [], cwd: "/home/ann", want: "/home/ann" },
  { name: "the file's own folder, where the work is done elsewhere", files: [], cwd: "/srv", want: "/home/ann/shop/infra" },
  { name: "the file's own folder, where nothing is known", files: [], want: "/home/ann/shop/infra" },
])("a project is $name", ({ files, cwd, want }) => {
  expect(projectFolder(memoryFiles(Object.fromEntries(files.map((file) => [file, ""]))), PATH, cwd)).toBe(want);
});

test.each([
  { path: "/shop/order.asl.json", want: true },
  { path: "/shop", want: true },
  { path: "/shop/..orders/order.asl.json", want: true },
  { path: "/shopping/order.asl.json", want: false },
  { path: "/", want: false },
  { path: "/shop/../etc/passwd", want: false },
])("$path is inside of /shop: $want", ({ path, want }) => {
  expect(isInside("/shop", path)).toBe(want);
});
