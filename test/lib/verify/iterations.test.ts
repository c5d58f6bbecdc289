import { describe, expect, it } from "vitest";
import { isWithin, iterationIn, iterationOf, meeting } from "../../../src/lib/verify/iterations.ts";

describe("places in Maps", () => {
  it.each([
    { outer: null, inner: null, want: null },
    { outer: "Orders[1]", inner: null, want: "Orders[1]" },
    { outer: null, inner: "Lines[2]", want: "Lines[2]" },
    { outer: "Orders[1]", inner: "Lines[2]", want: "Orders[1]/Lines[2]" },
  ])("put $inner in $outer", ({ outer, inner, want }) => {
    expect(iterationIn(outer, inner)).toBe(want);
  });

  it.each([
    { inner: "Orders[1]/Lines[2]", outer: null, want: true },
    { inner: "Orders[1]/Lines[2]", outer: "Orders[1]", want: true },
    { inner: "Orders[1]", outer: "Orders[1]", want: true },
    { inner: "Orders[10]", outer: "Orders[1]", want: false },
    { inner: null, outer: "Orders[1]", want: false },
  ])("tell that $inner lies in $outer: $want", ({ inner, outer, want }) => {
    expect(isWithin(inner, outer)).toBe(want);
  });

  it.each([
    { first: null, second: "Lines[2]", want: "around" },
    { first: "Orders[1]", second: "Orders[1]/Lines[2]", want: "around" },
    { first: "Orders[2]", second: "Orders[1]/Lines[2]", want: "apart" },
    { first: "Orders[1]/Lines[1]", second: "Orders[1]/Lines[2]", want: "apart" },
    { first: "Orders[1]/Releases[0]", second: "Orders[1]/Lines[2]", want: "across" },
    { first: "Orders[2]/Releases[0]", second: "Orders[1]/Lines[2]", want: "apart" },
    { first: "Releases[0]", second: null, want: "across" },
    { first: "Pick/pack [all][0]", second: "Pick/pack [all][1]", want: "apart" },
  ])("tell that $first is $want $second", ({ first, second, want }) => {
    expect(meeting(first, second)).toBe(want);
  });

  it.each([
    { place: "Orders[1]/Lines[2]", maps: [], want: null },
    { place: "Orders[1]/Lines[2]", maps: ["Orders"], want: "Orders[1]" },
    { place: "Orders[1]/Lines[2]", maps: ["Orders", "Lines"], want: "Orders[1]/Lines[2]" },
    { place: "Orders[1]/Lines[2]", maps: ["Orders", "Releases"], want: "Orders[1]" },
    { place: null, maps: ["Orders"], want: null },
  ])("leave of $place what lies in $maps", ({ place, maps, want }) => {
    expect(iterationOf(place, maps)).toBe(want);
  });
});
