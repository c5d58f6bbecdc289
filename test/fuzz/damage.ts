import * as fc from "fast-check";

/** What each of the languages, or a reader of it, may stumble over. */
const WORDS =
  "{ } [ ] ( ) , : = \" ' ` \\ \\u # // /* */ ? & * ! | >- - 1e999 0x null true __proto__ StartAt States DefinitionString Fn::Sub Fn::Join ${ $${ ${AWS::Region} ${self:} ${self:${opt:a}} ${file(order.asl.json)} ${file(serverless.yml)} ${self:stepFunctions} local.pay merge(";
const SPACES = ["\n", "\r\n", "\t", " ", "\0", "\uFEFF", "\u2028", "\uD800", "🙂"];
const YAML = [
  "---\n",
  "...\n",
  "- ",
  "&a ",
  "*a ",
  "!Sub ",
  "!GetAtt a.b",
  "!!binary ",
  "|9\n",
  "<<: *a\n",
  "%YAML 1.1\n",
  "DefinitionUri: .\n",
  '"": ',
];
const TERRAFORM = [
  "<<EOF\n",
  "<<-EOF\n",
  "EOF\n",
  "%{ if true }",
  "%{ else ~}",
  "%{ endif }",
  "%{ for a in local.pay ~}",
  "%{ endfor }",
  'file("main.tf")',
  'templatefile("order.asl.json", local.pay)',
  "[for a in local.pay : a]",
  "merge(local.pay...)",
  " ? local.pay : ",
  "for_each = local.pay\n",
  'module "a" {\n  source = "./"\n}\n',
  "1e5",
];
const PIECES = [...WORDS.split(" "), ...SPACES, ...YAML, ...TERRAFORM];

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((pieces) => pieces.join("")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...PIECES), fc.integer({ min: 100, max: 3000 })).map(([one, times]) => one.repeat(times)),
  },
);

/** A change to a text: at a place (as a share of its length) some characters go, and others come. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.constant(0), fc.nat(30)),
  inserted: piece,
});

/** What may become of a text: it is damaged in a few places, or nothing of it is left. */
export const damage: fc.Arbitrary<(text: string) => string> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.array(change, { minLength: 1, maxLength: 4 }).map(
      (changes) => (text: string) =>
        changes.reduce((left, { at, removed, inserted }) => {
          const start = Math.floor(at * left.length);
          return left.slice(0, start) + inserted + left.slice(start + removed);
        }, text),
    ),
  },
  { weight: 1, arbitrary: fc.array(piece, { maxLength: 30 }).map((pieces) => () => pieces.join("")) },
);
