import { DETAIL_FIELDS, detailsKey } from "./detail-fields.ts";
import type { HistoryEvent } from "./event.ts";
import type { Payload } from "./payload.ts";
import { payloadText } from "./payload.ts";

/**
 * A whole history as the JSON text of a GetExecutionHistory response. Written directly: a payload that several events share is
 * made into text once, where JSON.stringify over the same events would do it each time, and once more to quote it.
 */
export function historyText(events: readonly HistoryEvent[]): string {
  const writer = createWriter();
  return `{"events":[${events.map(writer.event).join(",")}]}`;
}

const NOT_TRUNCATED = '{"truncated":false}';

interface Writer {
  readonly event: (event: HistoryEvent) => string;
}

function createWriter(): Writer {
  const payloads = new Map<Payload, string>();
  let lastTime = Number.NaN;
  let lastTimeText = "";

  const timeText = (time: number): string => {
    if (time !== lastTime) {
      lastTime = time;
      lastTimeText = new Date(time).toISOString();
    }
    return lastTimeText;
  };

  /** The payload's JSON text as a JSON string. */
  const quoted = (payload: Payload): string => {
    if (typeof payload !== "object" || payload === null) return JSON.stringify(payloadText(payload));
    let text = payloads.get(payload);
    if (text === undefined) {
      text = JSON.stringify(payloadText(payload));
      payloads.set(payload, text);
    }
    return text;
  };

  const detailText = (field: string, value: unknown): string => {
    switch (field) {
      case "input":
      case "output":
        return `"${field}":${quoted(value as Payload)},"${field}Details":${NOT_TRUNCATED}`;
      case "parameters":
        return `"parameters":${quoted(value as Payload)}`;
      case "assignedVariables": {
        const variables = Object.entries(value as Readonly<Record<string, Payload>>);
        const members = variables.map(([name, variable]) => `${JSON.stringify(name)}:${quoted(variable)}`);
        return `"assignedVariables":{${members.join(",")}},"assignedVariablesDetails":${NOT_TRUNCATED}`;
      }
      default:
        return `"${field}":${JSON.stringify(value)}`;
    }
  };

  return {
    event({ type, id, previousEventId, timestamp, details }) {
      const head = `{"timestamp":"${timeText(timestamp)}","type":"${type}","id":${id},"previousEventId":${previousEventId}`;
      const key = detailsKey(type);
      if (key === null) return `${head}}`;
      const values = details as Readonly<Record<string, unknown>>;
      let text = "";
      for (const field of DETAIL_FIELDS[type]) {
        const value = values[field];
        if (value !== undefined) text += `${text === "" ? "" : ","}${detailText(field, value)}`;
      }
      return `${head},"${key}":{${text}}}`;
    },
  };
}
