import type { State } from "../asl/ast.ts";
import type { Confidence, Role } from "./model.ts";
import type { NameWords } from "./name-words.ts";
import type { StateWords } from "./task-words.ts";
import { literalField, taskIntegration } from "./task-words.ts";
import { ASK_VERBS, EFFECT_VERBS, NOTIFY_VERBS, READ_VERBS, UNDO_VERBS } from "./verbs.ts";

/** What a state is by itself, wherever it stands: `forward` where it may have an effect. */
export interface Nature {
  readonly role: Exclude<Role, "compensation">;
  readonly confidence: Confidence;
}

const NOTIFICATION_SERVICES = new Set(["sns", "sqs", "events", "eventbridge", "ses", "sesv2", "pinpoint"]);
const READ_ACTION =
  /^(?:get|query|scan|batchGet|describe|list|head|select|lookup|search|retrieve|detect|analyze|classify|recognize|invokeModel|converse)(?![a-z])/;
/** A report about the work rather than work: nobody undoes it. */
const TELEMETRY = new Set(["analytics", "metric", "metrics", "telemetry", "statistics", "audit"]);
const CONTROL: Nature = { role: "control", confidence: "certain" };

/** Judges a state by its integration pattern, then by service and action, then, for functions, by its verbs (DESIGN.md §5.2). */
export function natureOf(state: State, words: StateWords): Nature {
  if (state.type !== "Task") return CONTROL;
  const { kind, service, action, pattern } = taskIntegration(state);
  if (pattern === "token" || kind === "activity") {
    if (asksForApproval(words)) return { role: "decision", confidence: "likely" };
    return onlyReads(words) ? { role: "read", confidence: "guess" } : byEffect(words);
  }
  if (pattern !== "request-response" || action === "startExecution" || action === "startSyncExecution") {
    return { role: "forward", confidence: "likely" };
  }
  if (kind !== "service" || service === "lambda") return byVerbs(words);
  if (NOTIFICATION_SERVICES.has(service.replace("aws-sdk:", ""))) return { role: "notification", confidence: "certain" };
  const isGet = service === "http" && literalField(state.arguments, "Method")?.toUpperCase() === "GET";
  if (isGet || READ_ACTION.test(action)) return { role: "read", confidence: "certain" };
  return { role: "forward", confidence: "likely" };
}

function asksForApproval({ name, call }: StateWords): boolean {
  return [...name.tokens, ...name.verbs, ...call.verbs].some((word) => ASK_VERBS.has(word));
}

/** Verbs of the name count before those of the function; the verb of an effect beside the verb of a read makes no read. */
function byVerbs(words: StateWords): Nature {
  const { verbs, tokens } = speaking(words);
  const leading = verbs[0];
  if (leading !== undefined && NOTIFY_VERBS.has(leading) && !(leading === "send" && verbs.some((verb) => UNDO_VERBS.has(verb)))) {
    return { role: "notification", confidence: "guess" };
  }
  if (onlyReads(words)) return { role: "read", confidence: "guess" };
  if (tokens.some((token) => TELEMETRY.has(token))) return { role: "notification", confidence: "guess" };
  return byEffect(words);
}

/** The name, or what is called where the name has no verb. */
function speaking({ name, call }: StateWords): NameWords {
  return name.verbs.length === 0 && call.verbs.length > 0 ? call : name;
}

function onlyReads(words: StateWords): boolean {
  const { verbs } = speaking(words);
  const hasEffect = verbs.some((verb) => EFFECT_VERBS.has(verb) || UNDO_VERBS.has(verb));
  return !hasEffect && verbs.some((verb) => READ_VERBS.has(verb));
}

function byEffect({ name, call }: StateWords): Nature {
  const known = [...name.verbs, ...call.verbs].some((verb) => EFFECT_VERBS.has(verb) || UNDO_VERBS.has(verb));
  return { role: "forward", confidence: known ? "likely" : "guess" };
}
