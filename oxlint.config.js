import { layers, onlyImporter, reporterTypeLayers } from "./layers.js";

const names = Object.keys(layers);
const NO_IO = [
  "fs",
  "fs/promises",
  "http",
  "https",
  "net",
  "os",
  "child_process",
  "worker_threads",
  "process",
  "timers",
  "timers/promises",
];
const reachingUp = { regex: "^(\\.\\./)+(commands|main|index)\\b", message: "src/lib does not reach up." };

/** One override for each layer and part of one: what it may not import, and for pure layers the ambient things it may not touch. */
function layerOverrides(layer) {
  const { parts = {} } = layers[layer];
  return [layerOverride(layer, layer, "..", []), ...Object.keys(parts).map((part) => partOverride(layer, part))];
}

function partOverride(layer, part) {
  const { parts } = layers[layer];
  const files = parts[part].filter((name) => name.endsWith(".ts"));
  const others = Object.keys(parts).filter((other) => other !== part && !parts[part].includes(other));
  const group = ["../*.ts", ...files.map((file) => `!../${file}`), ...others.map((other) => `../${other}/*`)];
  return layerOverride(layer, `${layer}/${part}`, "../..", [{ group, message: `Part ${part} may not import that (layers.js).` }]);
}

/** `above` leads from the folder to the layers. */
function layerOverride(layer, folder, above, own) {
  const { pure, imports } = layers[layer];
  const allowedAsType = layer === "reporters" ? reporterTypeLayers : [];
  const forbidden = names.filter((name) => name !== layer && !imports.includes(name));
  const patterns = [
    ...own,
    reachingUp,
    ...forbidden.map((name) => ({
      group: [`${above}/${name}/**`],
      allowTypeImports: allowedAsType.includes(name),
      message: `Layer ${layer} may not import ${name} (layers.js).`,
    })),
  ];
  const paths = [
    ...Object.entries(onlyImporter)
      .filter(([, owner]) => owner !== layer)
      .map(([name, owner]) => ({ name, message: `Only ${owner} imports ${name} (layers.js).` })),
    ...(pure ? NO_IO.map((name) => ({ name: `node:${name}`, message: `Layer ${layer} is pure: no IO.` })) : []),
  ];
  const impure = pure
    ? {
        "no-restricted-globals": ["error", "process", "setTimeout", "setInterval", "setImmediate", "fetch", "performance", "console"],
        "no-restricted-properties": [
          "error",
          { object: "Date", property: "now", message: "Pure layers get the time from a Clock." },
          { object: "Math", property: "random", message: "Pure layers get chance from a Rng." },
        ],
      }
    : {};
  return { files: [`src/lib/${folder}/**/*.ts`], rules: { "no-restricted-imports": ["error", { paths, patterns }], ...impure } };
}

export default {
  plugins: ["typescript", "unicorn", "oxc", "import"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  ignorePatterns: ["dist", "coverage", "node_modules"],
  rules: {
    "max-lines": ["error", { max: 400, skipBlankLines: false, skipComments: false }],
    "import/no-default-export": "error",
    "typescript/no-explicit-any": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "typescript/no-floating-promises": "error",
    "no-console": "error",
    "no-eval": "error",
    "typescript/no-implied-eval": "error",
    // A loop that awaits one thing after the other is how an ordered simulation is written.
    "no-await-in-loop": "off",
    // `{ secret, ...rest }` is how a field is left out.
    "no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_" }],
    "oxc/no-map-spread": "off",
    "import/no-named-as-default-member": "off",
    "typescript/consistent-return": "off", // tsc and the exhaustive switches see to it
    "no-underscore-dangle": "off",
    "no-shadow": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "typescript/no-unnecessary-type-arguments": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/consistent-function-scoping": "off",
  },
  overrides: [
    {
      files: ["*.config.*", "scripts/**", "bench/**", "layers.js", "test/fixtures/**"],
      rules: { "import/no-default-export": "off", "no-console": "off" },
    },
    ...names.flatMap(layerOverrides),
  ],
};
