/** Why the operating system refuses a file, a folder or a port, in a person's words; its own where there are none. */
export function whyRefused(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
    case "EEXIST":
      return "a file is in its way";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EROFS":
      return "the file system is read-only";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EFBIG":
      return "no file may become that large";
    case "EADDRINUSE":
      return "the port is taken";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
