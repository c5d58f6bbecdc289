/** How messages name an absolute path: relative to the working folder where it lies below it. */
export function shownFrom(cwd: string, path: string): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}
