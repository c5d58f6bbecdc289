// Scores the rules and the saga model against sagas labelled by hand: SAGA_SAGAS=FOLDER node scripts/score-sagas.js [options]
//   --plain     read asl/<id>.json of every machine, whatever file its authors keep it in
//   --all       score rows of every level and confidence, not only certain errors and warnings
//   --rule ID   print this rule only (may be repeated)
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadSource } from "./load-source.js";

const { values: options } = parseArgs({
  options: { plain: { type: "boolean" }, all: { type: "boolean" }, rule: { type: "string", multiple: true } },
});
const sagas = process.env.SAGA_SAGAS;

if (sagas) await scoreSagas();
else {
  console.error("Set SAGA_SAGAS to a folder with labels.json, asl/<id>.json and defs/<id>.*");
  process.exitCode = 2;
}

async function scoreSagas() {
  const source = await loadSource({
    allRules: "src/lib/rules/all-rules.ts",
    buildModel: "src/lib/saga/build-model.ts",
    diskFiles: "src/lib/runs/disk-files.ts",
    loadDefinition: "src/lib/definition/load-definition.ts",
    parseMachine: "src/lib/asl/parse-machine.ts",
  });
  const machines = [];
  for (const label of readJson("labels.json")) machines.push(await judge(source, label));
  const plain = machines.filter(({ carrier }) => carrier === null);
  console.log(`${machines.length} machines, ${machines.length - plain.length} read from their authors' own files`);
  for (const { label, reason } of plain) if (reason) console.log(`  ${label.id}: plain ASL, since ${reason}`);
  printRules(machines);
  printModel(machines);
}

/** What saga-cli says of one labelled machine. */
async function judge(source, label) {
  const { definition, carrier, reason } = await readDefinition(source, label.id);
  const { machine } = source.parseMachine.parseMachine(definition);
  const { model } = source.buildModel.buildModel(definition.machine, machine, { steps: {} });
  const subject = { machine, model, type: definition.type ?? "STANDARD" };
  const rules = model.saga ? source.allRules.allRules : [];
  const found = rules.flatMap((rule) => [...rule.check(subject)].map(({ state }) => ({ rule: rule.id, state: state ?? "(machine)" })));
  return { label, model, carrier, reason, found, known: new Set(source.allRules.allRules.map(({ id }) => id)) };
}

/** The machine in its authors' own file where saga-cli reads that, else as plain ASL. */
async function readDefinition({ diskFiles: { diskFiles }, loadDefinition }, id) {
  const plain = join(sagas, `asl/${id}.json`);
  const own = readdirSync(join(sagas, "defs")).find((name) => name.startsWith(`${id}.`) && !name.includes(".companion."));
  const asPlain = async (reason) => ({ definition: await loadDefinition.loadDefinition(diskFiles, plain), carrier: null, reason });
  if (options.plain) return asPlain(null);
  try {
    const loaded = await loadDefinition.loadDefinitions(diskFiles, join(sagas, "defs", own));
    const definition = loaded.find(({ root }) => sameStates(root, readJson(`asl/${id}.json`)));
    return definition ? { definition, carrier: own, reason: null } : asPlain(`${own} shows another machine`);
  } catch (error) {
    return asPlain(error.message);
  }
}

/** Whether a machine's tree has the states of the plain definition at its top. */
function sameStates(root, plain) {
  const states = root?.members?.find(({ key }) => key === "States")?.value.members ?? [];
  return (
    states.length > 0 &&
    states
      .map(({ key }) => key)
      .sort()
      .join() === Object.keys(plain.States).sort().join()
  );
}

function printRules(machines) {
  const scored = ({ confidence, severity }) => options.all || (confidence === "certain" && severity !== "info");
  const judged = machines.filter(({ label, model }) => label.cls !== "uncompensated" || model.saga);
  const wanted = judged.flatMap(({ label }) =>
    label.defects.filter(scored).map(({ rule, state, why }) => ({ id: label.id, rule, state, why })),
  );
  // Rows that are arguable or infos count neither way.
  const neither = judged.flatMap(({ label }) =>
    label.defects.filter((row) => !scored(row)).map(({ rule, state }) => key({ id: label.id, rule, state })),
  );
  const rules = [...new Set(wanted.map(({ rule }) => rule))]
    .sort((a, b) => a.localeCompare(b))
    .filter((rule) => options.rule?.includes(rule) ?? true);
  const found = judged.flatMap(({ label, found }) => found.map((row) => ({ id: label.id, ...row })));
  const results = rules.map((rule) => compare(rule, wanted, found, new Set(neither)));
  console.log(`\n${"rule".padEnd(34)}  wanted  found  hits  recall  precision`);
  for (const result of results)
    console.log(row(machines[0].known.has(result.name) ? result.name : `${result.name} (no such rule yet)`, result));
  console.log(row("all", sum(results)));
  for (const { name, missed, extra } of results) {
    for (const { id, state, why } of missed) console.log(`missed  ${name}  ${id}  ${state}: ${why}`);
    for (const { id, state } of extra) console.log(`extra   ${name}  ${id}  ${state}`);
  }
}

function compare(rule, wanted, found, neither) {
  const want = new Map(wanted.filter((row) => row.rule === rule).map((row) => [key(row), row]));
  const have = new Map(found.filter((row) => row.rule === rule && !neither.has(key(row))).map((row) => [key(row), row]));
  const missed = [...want].filter(([at]) => !have.has(at)).map(([, row]) => row);
  const extra = [...have].filter(([at]) => !want.has(at)).map(([, row]) => row);
  return { name: rule, wanted: want.size, found: have.size, hits: want.size - missed.length, missed, extra };
}

function printModel(machines) {
  const results = machines
    .filter(({ label }) => label.cls === "saga")
    .map(({ label, model }) => ({ id: label.id, ...scoreModel(label, model) }));
  console.log(`\n${"model".padEnd(34)}  wanted  found  hits  recall  precision`);
  for (const part of ["forward", "compensations", "notifications", "pairs"]) {
    const parts = results.map((result) => ({ id: result.id, ...result[part] }));
    console.log(row(part, sum(parts)));
    for (const { id, missed, extra } of parts) {
      if (missed.length > 0) console.log(`missed  ${part}  ${id}  ${missed.join(", ")}`);
      if (extra.length > 0) console.log(`extra   ${part}  ${id}  ${extra.join(", ")}`);
    }
  }
  const undecided = machines.filter(({ label, model }) => label.cls !== "uncompensated" && model.saga !== label.is_saga);
  for (const { label, model } of undecided) console.log(`${label.id}: ${model.saga ? "taken for" : "not taken for"} a saga`);
}

function scoreModel(label, { steps }) {
  const all = [...steps.values()];
  const ofRole = (role) => all.filter((step) => step.role === role).map(({ state }) => state);
  const pairs = Object.entries(label.compensation).flatMap(([step, undo]) => [undo].flat().map((name) => `${step} → ${name}`));
  return {
    forward: sets(label.forward, ofRole("forward")),
    compensations: sets(Object.values(label.compensation).flat(), ofRole("compensation")),
    notifications: sets(label.notifications, ofRole("notification")),
    pairs: sets(
      pairs,
      all.flatMap(({ state, compensations }) => compensations.map((name) => `${state} → ${name}`)),
    ),
  };
}

function sets(wanted, found) {
  const [want, have] = [new Set(wanted), new Set(found)];
  const missed = [...want].filter((name) => !have.has(name));
  return {
    wanted: want.size,
    found: have.size,
    hits: want.size - missed.length,
    missed,
    extra: [...have].filter((name) => !want.has(name)),
  };
}

function sum(results) {
  const total = (field) => results.reduce((count, result) => count + result[field], 0);
  return { wanted: total("wanted"), found: total("found"), hits: total("hits") };
}

function row(name, { wanted, found, hits }) {
  const share = (of) => (of === 0 ? "–" : (hits / of).toFixed(3));
  const cells = [
    String(wanted).padStart(6),
    String(found).padStart(5),
    String(hits).padStart(4),
    share(wanted).padStart(6),
    share(found).padStart(9),
  ];
  return `${name.padEnd(34)}  ${cells.join("  ")}`;
}

function key({ id, rule, state }) {
  return JSON.stringify([id, rule, state]);
}

function readJson(path) {
  return JSON.parse(readFileSync(join(sagas, path), "utf8"));
}
