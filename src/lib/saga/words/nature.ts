import type { State, TaskState } from "../../asl/ast.ts";
import type { Confidence, Role } from "../model.ts";
import type { NameWords } from "./name-words.ts";
import { readWord } from "./read-word.ts";
import type { StateWords } from "./state-words.ts";
import { literalField } from "./literal-field.ts";
import { taskIntegration } from "./task-integration.ts";
import { ANNOUNCING_VERBS, ASK_VERBS, EFFECT_VERBS, LOOKING_VERBS, NOTIFY_VERBS, READ_VERBS, someOf, UNDO_VERBS } from "./verbs.ts";

/** What a state is by itself, wherever it stands: `forward` where it may have an effect. */
export interface Nature {
  readonly role: Exclude<Role, "compensation">;
  readonly confidence: Confidence;
}

/** They carry messages: what sends one tells; what receives or deletes one, or makes a topic, does not. */
const NOTIFICATION_SERVICES = new Set(["sns", "sqs", "events", "eventbridge", "ses", "sesv2", "pinpoint"]);
const TELLING_ACTION = /^(?:send|publish|putEvents|putPartnerEvents)/;
const READ_ACTION =
  /^(?:get|receive|query|scan|batchGet|describe|list|head|select|lookup|search|retrieve|detect|analyze|classify|recognize|invokeModel|converse)(?![a-z])/;
/** A report about the work rather than work: nobody undoes it. */
const TELEMETRY = new Set(["analytics", "metric", "metrics", "telemetry", "statistics", "audit", "evidence"]);
const EVENTS = new Set(["event", "events"]);
const NEWS = new Set(["alert", "email", "notification", "notice"]);
const CHANNELS = new Set(["slack", "sms", "pagerduty", "telegram", "whatsapp", "discord"]);
const OUTCOME = /\b(?:failed|failure|success|succeeded|completed) (?:alert|email|notification|notice)$/;
const CONTROL: Nature = { role: "control", confidence: "certain" };
const LIKELY_FORWARD: Nature = { role: "forward", confidence: "likely" };
const GUESSED_FORWARD: Nature = { role: "forward", confidence: "guess" };

/** Judges a state by its integration pattern, then by service and action, then, for functions, by its verbs (docs/saga-model.md#roles). */
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
  if (service === "http" || service === "apigateway") return byRequest(state, words);
  if (NOTIFICATION_SERVICES.has(service.replace("aws-sdk:", "")) && TELLING_ACTION.test(action)) {
    return { role: "notification", confidence: "certain" };
  }
  return READ_ACTION.test(action) ? { role: "read", confidence: "certain" } : LIKELY_FORWARD;
}

/** A request to a service of somebody's own: the method tells a read, the verbs all else. */
function byRequest({ arguments: template }: TaskState, words: StateWords): Nature {
  const isGet = literalField(template, "Method")?.toUpperCase() === "GET";
  return isGet ? { role: "read", confidence: "certain" } : byVerbs(words);
}

function asksForApproval({ name, call }: StateWords): boolean {
  // RequestRecovery, by the function that requests every approval.
  return someOf(name.tokens, ASK_VERBS) || (!haveEffect(name.verbs) && someOf(call.tokens, ASK_VERBS));
}

/** Verbs of the name count before those of the function; the verb of an effect beside the verb of a read makes no read. */
function byVerbs(words: StateWords): Nature {
  const { name } = words;
  const [leading = ""] = name.verbs;
  if (NOTIFY_VERBS.has(leading) && !(leading === "send" && sendsMoreThanWords(name))) return { role: "notification", confidence: "guess" };
  if (onlyReads(words) || isRehearsal(name)) return { role: "read", confidence: "guess" };
  if (isNews(words) || someOf(name.tokens, TELEMETRY)) return { role: "notification", confidence: "guess" };
  return byEffect(words);
}

/** Whether what is sent is no message: SendRefund, SendOrder, but not SendOrderConfirmation. */
function sendsMoreThanWords({ verbs, roots }: NameWords): boolean {
  if (someOf(verbs, UNDO_VERBS)) return true;
  const objects = roots.filter((root) => root !== "send");
  return objects.length > 0 && objects.every((object) => GOODS.has(object));
}

const GOODS = new Set("order package parcel ship good product item money fund pay".split(" "));

/** Whether it only tries what another state is to do: DryRunFirst. */
function isRehearsal({ tokens }: NameWords): boolean {
  return /\bdry ?run\b/.test(tokens.join(" "));
}

/** Whether it publishes an event, brings word of how something ended, as RefundFailedAlert does, or is named for the message. */
function isNews({ name, call }: StateWords): boolean {
  if (someOf(name.tokens, NEWS) && OUTCOME.test(name.tokens.join(" "))) return true;
  // "CustomerNotification" and "PostToSlack" do nothing but tell.
  if (NEWS.has(name.tokens.at(-1) ?? "") || someOf(name.tokens, CHANNELS)) return !haveEffect(name.verbs.filter((verb) => verb !== "post"));
  if (!someOf(name.tokens, ANNOUNCING_VERBS) || !(someOf(name.tokens, EVENTS) || someOf(call.tokens, EVENTS))) return false;
  // What has happened is no work: EmitOrderPlaced places nothing.
  return !name.verbs.some((verb) => name.tokens.includes(verb) && !ANNOUNCING_VERBS.has(verb) && EFFECT_VERBS.has(verb));
}

/** Whether it only looks, by what it says or, where that may be a look, by what it calls. */
function onlyReads({ name, call }: StateWords): boolean {
  return onlyLook(name.verbs) || (mayLook(name) && onlyLook(call.verbs));
}

/** Whether it is the thing that is done by looking, as PostDeployVerification, or makes sure of something, as ConfirmArrival. */
function mayLook({ verbs, tokens }: NameWords): boolean {
  return (isLook(tokens.at(-1) ?? "") && !UNDO_VERBS.has(verbs[0] ?? "")) || (verbs.length === 1 && verbs[0] === "confirm");
}

function onlyLook(verbs: readonly string[]): boolean {
  return someOf(verbs, READ_VERBS) && !haveEffect(verbs);
}

/** Whether the word is the thing that is done by looking: verification, check. */
function isLook(token: string): boolean {
  return LOOKING_VERBS.has(readWord(token).verb ?? "");
}

function byEffect({ name, call }: StateWords): Nature {
  return haveEffect(name.verbs) || haveEffect(call.verbs) ? LIKELY_FORWARD : GUESSED_FORWARD;
}

function haveEffect(verbs: readonly string[]): boolean {
  return someOf(verbs, EFFECT_VERBS) || someOf(verbs, UNDO_VERBS);
}
