// Machines whose shape, not whose work, is measured.
const pass = (more) => ({ Type: "Pass", ...more });
const task = (more) => ({ Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:price", ...more });
const chain = (count) =>
  Array.from({ length: count }, (_, index) => [`P${index}`, pass(index === count - 1 ? { End: true } : { Next: `P${index + 1}` })]);
const price = { results: { Price: () => ({ price: 19 }) }, failures: {} };

/** By name: a definition, its input and its tasks. */
export const machines = {
  "chain of 100 Pass": {
    definition: { StartAt: "P0", States: Object.fromEntries(chain(100)) },
    input: { order_id: "o-1001" },
    tasks: price,
  },
  "Map of 1000": {
    definition: {
      StartAt: "Lines",
      States: {
        Lines: {
          Type: "Map",
          ItemsPath: "$.lines",
          ItemProcessor: { StartAt: "Price", States: { Price: task({ End: true }) } },
          End: true,
        },
      },
    },
    input: { lines: Array.from({ length: 1000 }, (_, line) => ({ line, sku: "coffee-beans" })) },
    tasks: price,
  },
  "Parallel of 10": {
    definition: {
      StartAt: "Checks",
      States: {
        Checks: {
          Type: "Parallel",
          Branches: Array.from({ length: 10 }, (_, index) => ({
            StartAt: `Price${index}`,
            States: { [`Price${index}`]: task({ End: true }) },
          })),
          End: true,
        },
      },
    },
    input: { order_id: "o-1001" },
    tasks: {
      results: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`Price${index}`, () => ({ price: 19 })])),
      failures: {},
    },
  },
};
