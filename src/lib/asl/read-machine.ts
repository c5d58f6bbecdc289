import { checkJsonata } from "./check-jsonata.ts";
import type { DefinitionText, ParsedMachine } from "./parse-machine.ts";
import { parseMachine } from "./parse-machine.ts";

/** Parses a state machine definition with the JSONata inside of it: gives a tree and everything that AWS would refuse, never throws. */
export async function readMachine(text: DefinitionText): Promise<ParsedMachine> {
  const { machine, diagnostics } = parseMachine(text);
  if (machine === undefined) return { machine, diagnostics };
  return { machine, diagnostics: [...diagnostics, ...(await checkJsonata(machine))] };
}
