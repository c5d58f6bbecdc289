import type { HistoryEvent } from "../lib/history/event.ts";
import { displayWidth } from "../lib/reporters/display-width.ts";
import { printable } from "../lib/reporters/printable.ts";
import type { TextStyle } from "../lib/reporters/text-style.ts";
import type { Timeline } from "../lib/reporters/timeline.ts";
import { createTimeline } from "../lib/reporters/timeline.ts";
import { keyOf } from "../lib/runs/executions/key-of.ts";
import type { SagaModel } from "../lib/saga/model.ts";

/** A timeline whose every line begins with the execution's business key, where the first event holds one. */
export interface KeyedTimeline extends Timeline {
  /** The key and a space, or nothing; known from the first event on. */
  readonly prefix: () => string;
}

/** A timeline of one execution, each line behind its business key. */
export function createKeyedTimeline(model: SagaModel, style: TextStyle): KeyedTimeline {
  let timeline: Timeline | undefined;
  let prefix = "";
  return {
    prefix: () => prefix,
    next(event: HistoryEvent) {
      if (timeline === undefined) {
        const key = keyOf(event, model);
        prefix = key === null ? "" : `${printable(key)} `;
        timeline = createTimeline(model, { ...style, width: Math.max(style.width - displayWidth(prefix), 1) });
      }
      return timeline.next(event).map((line) => `${prefix}${line}`);
    },
  };
}
