import type { Files } from "../../base/ports.ts";
import type { HandlerPool } from "../../tasks/handler-pool.ts";
import { createHandlerPool } from "../../tasks/handler-pool.ts";
import type { MachineReference } from "../machine/locate-machine.ts";
import { configFile } from "../machine/locate-machine.ts";

/**
 * Starts the handlers' thread before the config and the definition have been read, where the config's text speaks of modules: the thread
 * needs as long to start as they need to be understood. Whoever asks for it closes it.
 */
export function startHandlersAhead(
  files: Files,
  cwd: string,
  reference: MachineReference,
  onLog: (line: string) => void,
): HandlerPool | undefined {
  const file = configFile(files, cwd, reference);
  const text = file === null ? undefined : files.read(file);
  return text?.includes("module:") ? createHandlerPool(onLog) : undefined;
}
