import { expect, test } from "vitest";
import { graphMermaid } from "../../../src/lib/reporters/graph-mermaid.ts";
import { graphReport } from "../../../src/lib/runs/graph/graph-report.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineWith } from "../../machine-of.ts";

const task = (more: object): object => ({ Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:work", ...more });

test("names, branches and errors become a chart whose markup no name can break", () => {
  const machine = machineWith({
    'Book "all" | <trip>; #1': {
      Type: "Parallel",
      Branches: [
        { StartAt: "BookHotel", States: { BookHotel: task({ End: true }) } },
        { StartAt: "BookFlight", States: { BookFlight: task({ End: true }) } },
      ],
      Catch: [{ ErrorEquals: ["Fully`Booked", "States.Timeout"], Next: "CancelHotel" }],
      Next: "Paid?",
    },
    "Paid?": { Type: "Choice", Choices: [{ Variable: "$.paid", BooleanEquals: true, Next: "Done" }], Default: "Failed" },
    CancelHotel: task({ Next: "Failed" }),
    Done: { Type: "Succeed" },
    Failed: { Type: "Fail" },
  });
  const { model } = buildModel("trip", machine, { steps: { BookHotel: { compensations: ["CancelHotel"] } } });
  expect(graphMermaid([graphReport({ name: "trip", file: "trip.asl.json", machine, model })])).toMatchInlineSnapshot(`
    "%% trip
    flowchart TD
      start(["start"])
      subgraph s0["Parallel Book #34;all#34; #124; #60;trip#62;#59; #35;1"]
        subgraph s0b0[" "]
          s1["BookHotel"]:::forward
        end
        subgraph s0b1[" "]
          s2["BookFlight"]:::forward
        end
      end
      s3{"Paid?"}:::control
      s4["CancelHotel"]:::compensation
      s5(["Done"]):::control
      s6(["Failed"]):::failed
      start --> s0
      s0 --> s3
      s0 -.->|"Fully#96;Booked, States.Timeout"| s4
      s3 -->|"rule 1"| s5
      s3 -.->|"otherwise"| s6
      s4 --> s6
      classDef forward fill:#d9ecff,stroke:#1f6feb,color:#0b2545
      classDef compensation fill:#ffe2d1,stroke:#c2410c,color:#431407
      classDef notification fill:#eee6ff,stroke:#7c3aed,color:#2e1065
      classDef read fill:#e6f4ea,stroke:#2e7d32,color:#12351a
      classDef decision fill:#fff6cc,stroke:#b08900,color:#3d2f00
      classDef control fill:#f2f2f2,stroke:#8a8a8a,color:#222222
      classDef failed fill:#ffd6d6,stroke:#b91c1c,color:#450a0a
    "
  `);
});

test("a catcher to which no error comes leads nowhere", () => {
  const machine = machineWith({
    ChargeCard: task({
      Catch: [
        { ErrorEquals: ["States.TaskFailed"], Next: "Failed" },
        { ErrorEquals: ["CardDeclined"], Next: "Declined" },
      ],
      Next: "Done",
    }),
    Done: { Type: "Succeed" },
    Declined: { Type: "Fail" },
    Failed: { Type: "Fail" },
  });
  const { model } = buildModel("order", machine, { steps: {} });
  const chart = graphMermaid([graphReport({ name: "order", file: "order.asl.json", machine, model })]);
  expect(chart.split("\n").filter((line) => line.includes(" s0 -"))).toEqual(["  s0 --> s1", '  s0 -.->|"States.TaskFailed"| s3']);
});
