import type { State } from "../asl/ast.ts";
import type { Confidence, Role } from "./model.ts";
import type { NameWords } from "./name-words.ts";
import type { StateWords } from "./task-words.ts";
import { literalField, taskIntegration } from "./task-words.ts";
import { ASK_VERBS, EFFECT_VERBS, NOTIFY_VERBS, READ_VERBS, someOf, UNDO_VERBS } from "./verbs.ts";

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
const LIKELY_FORWARD: Nature = { role: "forward", confidence: "likely" };
const GUESSED_FORWARD: Nature = { role: "forward", confidence: "guess" };

/** Judges a state by its integration pattern, then by service and action, then, for functions, by its verbs (DESIGN.md §5.2). */
export function natureOf(state: State, words: StateWords): Nature {
  if (state.type !== "Task") return CONTROL;
  const { kind, service, action, pattern } = taskIntegration(state);
  if (pattern === "token" || kind === "activity") {
    if (asksForApproval(words)) return { role: "decision", confidence: "likely" };
    return onlyReads(words) ? { role: "read", confidence: "guess" } : byEffect(words);
  }
  if (pattern !== "request-response" || action === "startExecution" || action === "startSyncExecution") {
    return LIKELY_FORWARD;
  }
  if (kind !== "service" || service === "lambda") return byVerbs(words);
  if (NOTIFICATION_SERVICES.has(service.replace("aws-sdk:", ""))) return { role: "notification", confidence: "certain" };
  const isGet = service === "http" && literalField(state.arguments, "Method")?.toUpperCase() === "GET";
  if (isGet || READ_ACTION.test(action)) return { role: "read", confidence: "certain" };
  return LIKELY_FORWARD;
}

function asksForApproval({ name, call }: StateWords): boolean {
  return someOf(name.tokens, ASK_VERBS) || someOf(name.verbs, ASK_VERBS) || someOf(call.verbs, ASK_VERBS);
}

/** Verbs of the name count before those of the function; the verb of an effect beside the verb of a read makes no read. */
function byVerbs(words: StateWords): Nature {
  const { verbs, tokens } = speaking(words);
  const leading = verbs[0];
  if (leading !== undefined && NOTIFY_VERBS.has(leading) && !(leading === "send" && someOf(verbs, UNDO_VERBS))) {
    return { role: "notification", confidence: "guess" };
  }
  if (onlyReads(words)) return { role: "read", confidence: "guess" };
  if (someOf(tokens, TELEMETRY)) return { role: "notification", confidence: "guess" };
  return byEffect(words);
}

/** The name, or what is called where the name has no verb. */
function speaking({ name, call }: StateWords): NameWords {
  return name.verbs.length === 0 && call.verbs.length > 0 ? call : name;
}

function onlyReads(words: StateWords): boolean {
  const { verbs } = speaking(words);
  return someOf(verbs, READ_VERBS) && !haveEffect(verbs);
}

function byEffect({ name, call }: StateWords): Nature {
  return haveEffect(name.verbs) || haveEffect(call.verbs) ? LIKELY_FORWARD : GUESSED_FORWARD;
}

function haveEffect(verbs: readonly string[]): boolean {
  return someOf(verbs, EFFECT_VERBS) || someOf(verbs, UNDO_VERBS);
}
