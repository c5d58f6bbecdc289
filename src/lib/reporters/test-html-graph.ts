import type { GraphState, GraphWay, StateGraph } from "../suite/state-graph.ts";
import { counted } from "./counted.ts";
import { htmlText } from "./html-text.ts";

const WIDTH = 190;
const HEIGHT = 44;
const GAP_X = 26;
const GAP_Y = 36;
const LONGEST = 26;
const LEGEND = "Dashed ways are taken after a failure was caught; dashed boxes were never entered.";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The states and their ways as a drawing: filled where some case went, dashed where none did, and with the number of cases in words. */
export function graphSvg({ start, states, ways }: StateGraph): string {
  const places = placesOf(start, states, ways);
  const all = [...places.values()];
  // With room for the ways round the right of the last column.
  const width = Math.max(...all.map(({ x }) => x)) + WIDTH + GAP_X;
  const height = Math.max(...all.map(({ y }) => y)) + HEIGHT + 2;
  const drawn = [...ways.map((way) => wayPath(way, places)), ...states.map((state) => stateBox(state, places.get(state.name)))];
  return [
    `<div class="wide"><svg role="img" aria-label="States, and how many cases entered each" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>',
    ...drawn,
    "</svg></div>",
    `<p class="soft">${LEGEND}</p>`,
  ].join("\n");
}

/** Rows by the distance from the start, in the order of the definition. */
function placesOf(start: string, states: readonly GraphState[], ways: readonly GraphWay[]): ReadonlyMap<string, Place> {
  const depth = depths(start, ways);
  const unreached = Math.max(...depth.values()) + 1;
  const filled = new Map<number, number>();
  return new Map(
    states.map(({ name }) => {
      const row = depth.get(name) ?? unreached;
      const column = filled.get(row) ?? 0;
      filled.set(row, column + 1);
      return [name, { x: 1 + column * (WIDTH + GAP_X), y: 1 + row * (HEIGHT + GAP_Y) }];
    }),
  );
}

function depths(start: string, ways: readonly GraphWay[]): ReadonlyMap<string, number> {
  const targets = new Map<string, string[]>();
  for (const { from, to } of ways) targets.set(from, [...(targets.get(from) ?? []), to]);
  const depth = new Map([[start, 0]]);
  for (const [name, own] of depth) {
    for (const target of targets.get(name) ?? []) if (!depth.has(target)) depth.set(target, own + 1);
  }
  return depth;
}

function wayPath({ from, to, type }: GraphWay, places: ReadonlyMap<string, Place>): string {
  const [a, b] = [places.get(from), places.get(to)];
  if (a === undefined || b === undefined) return "";
  return `<path class="way ${type}" d="${b.y > a.y ? downwards(a, b) : sideways(a, b)}" marker-end="url(#tip)"/>`;
}

function downwards(a: Place, b: Place): string {
  const [x1, y1] = [a.x + WIDTH / 2, a.y + HEIGHT];
  const [x2, y2] = [b.x + WIDTH / 2, b.y];
  return `M${x1} ${y1} C ${x1} ${y1 + GAP_Y / 2} ${x2} ${y2 - GAP_Y / 2} ${x2} ${y2}`;
}

/** Between the sides that face each other; in one column round the right. */
function sideways(a: Place, b: Place): string {
  const [x1, x2] = [a.x <= b.x ? a.x + WIDTH : a.x, a.x < b.x ? b.x : b.x + WIDTH];
  const [y1, y2] = [a.y + HEIGHT / 2, b.y + HEIGHT / 2];
  const out = a.x <= b.x ? GAP_X : -GAP_X;
  const back = a.x < b.x ? -GAP_X : GAP_X;
  return `M${x1} ${y1} C ${x1 + out} ${y1} ${x2 + back} ${y2} ${x2} ${y2}`;
}

function stateBox({ name, type, role, cases }: GraphState, place: Place | undefined): string {
  if (place === undefined) return "";
  const { x, y } = place;
  const shown = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  const count = cases === 0 ? "never entered" : counted(cases, "case");
  const what = role === "control" ? type : role;
  return [
    `<g><title>${htmlText(`${name} (${what}): ${count}`)}</title>`,
    `<rect class="state ${role} ${cases === 0 ? "never" : "ran"}" x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="6"/>`,
    `<text x="${x + 8}" y="${y + 18}">${htmlText(shown)}</text>`,
    `<text class="count" x="${x + 8}" y="${y + 35}">${htmlText(`${what}, ${count}`)}</text></g>`,
  ].join("");
}
