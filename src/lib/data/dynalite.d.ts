/** What we use of dynalite, which ships no types: a DynamoDB as a node:http server, in memory unless `path` is given. */
declare module "dynalite" {
  import type { Server } from "node:http";

  interface DynaliteOptions {
    /** The LevelDB folder. */
    readonly path?: string;
    /** How long a table stays CREATING, UPDATING, DELETING: ms. */
    readonly createTableMs?: number;
    readonly updateTableMs?: number;
    readonly deleteTableMs?: number;
  }

  function dynalite(options: DynaliteOptions): Server;
  export = dynalite;
}
