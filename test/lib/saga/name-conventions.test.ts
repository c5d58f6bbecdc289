import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "./machine-of.ts";

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, object>>;
}

const text = readFileSync(new URL("../../../fixtures/good-order-saga/good-order.asl.json", import.meta.url), "utf8");

/** Sagas that hold each way in which a compensation is found: by its name, as one that names nothing, by its place, by messages. */
const SAGAS: Readonly<Record<string, Definition>> = {
  "an order": JSON.parse(text) as Definition,
  "a migration": {
    StartAt: "DrainSource",
    States: {
      DrainSource: task("CopyData", "RollbackAll"),
      CopyData: task("MoveTraffic", "RollbackAll"),
      MoveTraffic: task(undefined, "CompensationFailed"),
      CompensationFailed: task("RollbackAll"),
      RollbackAll: task("Failed"),
      Failed: { Type: "Fail" },
    },
  },
  messages: {
    StartAt: "ReserveSeat",
    States: {
      ReserveSeat: task("ChargeCard", "Failed", command("reserve-seat")),
      ChargeCard: task(undefined, "ReleaseSeat", command("charge-card")),
      ReleaseSeat: task("Failed", undefined, command("release-seat")),
      Failed: { Type: "Fail" },
    },
  },
};

function command(queue: string): object {
  return {
    Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    Parameters: { QueueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/${queue}`, "MessageBody.$": "$$.Task.Token" },
  };
}

/** What the model says of each state: its role, and what undoes it. */
function said(definition: Definition, nameOf: (name: string) => string = (name) => name): readonly string[] {
  const { model } = buildModel("saga", machineOf(definition), { steps: {} });
  return [...model.steps.values()]
    .map(({ state, role, compensations }) => `${nameOf(state)} ${role} ${compensations.map(nameOf).toSorted().join()}`)
    .toSorted();
}

/** The definition with other names for its states. */
function renamed(definition: Definition, names: ReadonlyMap<string, string>): Definition {
  const rename = (key: string, value: unknown): unknown => {
    if (key === "States") return Object.fromEntries(Object.entries(value as object).map(([name, state]) => [names.get(name), state]));
    return key === "StartAt" || key === "Next" ? names.get(value as string) : value;
  };
  return JSON.parse(JSON.stringify(definition, rename)) as Definition;
}

const wordsOf = (name: string): readonly string[] => (name.match(/[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

describe.each(Object.entries(SAGAS))("the model of %s is the same", (_, saga) => {
  it.each<{ readonly convention: string; readonly write: (name: string, at: number) => string }>([
    { convention: "in title case", write: (name) => wordsOf(name).map(capital).join(" ") },
    { convention: "in snake case", write: (name) => wordsOf(name).join("_") },
    { convention: "in kebab case", write: (name) => wordsOf(name).join("-") },
    {
      convention: "in camel case",
      write: (name) =>
        wordsOf(name)
          .map(capital)
          .join("")
          .replace(/^./, (letter) => letter.toLowerCase()),
    },
    { convention: "in capitals", write: (name) => wordsOf(name).join("_").toUpperCase() },
    { convention: "as a sentence", write: (name) => capital(wordsOf(name).join(" ")) },
    { convention: "as a numbered list", write: (name, at) => `${at + 1}. ${name}` },
    { convention: "with numbers at the end", write: (name, at) => `${name}${at + 1}` },
    { convention: "as numbered steps", write: (name, at) => `Step${at + 1}${name}` },
    { convention: "called tasks", write: (name) => `${name}Task` },
    { convention: "called steps", write: (name) => `${name} Step` },
    { convention: "called after what they call", write: (name) => `${name}Lambda` },
    { convention: "behind the name of the project", write: (name) => `acme-dev-${name}` },
    { convention: "behind a word that is a verb, too", write: (name) => `Order${name}` },
    { convention: "of one version", write: (name) => `${name}V2` },
    { convention: "of one stage", write: (name) => `acme-${name}-dev` },
    { convention: "called what they might be about", write: (name) => `${name} Job` },
    { convention: "behind a picture", write: (name) => `🛒 ${name}` },
  ])("with its states $convention", ({ write }) => {
    const names = new Map(Object.keys(saga.States).map((name, at) => [name, write(name.replace(/^sns:/, ""), at)]));
    const before = new Map([...names].map(([name, other]) => [other, name]));
    expect(said(renamed(saga, names), (name) => before.get(name) ?? name)).toEqual(said(saga));
  });
});

it("a word that all names begin with is left in them where it is what they do", () => {
  const create = { CreateUser: task("CreateRole", "Failed"), CreateRole: task("CreateBucket", "Failed"), CreateBucket: task() };
  expect(said({ StartAt: "CreateUser", States: { ...create, Failed: { Type: "Fail" } } })).toEqual([
    "CreateBucket forward ",
    "CreateRole forward ",
    "CreateUser forward ",
  ]);
});

it.each(["", "acme-"])("a word that all names end with is left in them where it is what they are about, behind '%s'", (prefix) => {
  const named = (name: string): string => `${prefix}${name}`;
  const States = {
    [named("CreateOrder")]: task(named("OpenOrder"), "Failed"),
    [named("OpenOrder")]: task(named("ShipOrder"), named("CancelOrder")),
    [named("ShipOrder")]: task(undefined, named("CancelOrder")),
    [named("CancelOrder")]: task("Failed"),
    Failed: { Type: "Fail" },
  };
  expect(said({ StartAt: named("CreateOrder"), States }, (name) => name.slice(prefix.length))).toEqual([
    "CancelOrder compensation ",
    "CreateOrder forward CancelOrder",
    "OpenOrder forward CancelOrder",
    "ShipOrder forward ",
  ]);
});
