// dynalite has no types of its own: what the row asks of it.

declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Makes a server that keeps its tables in memory. */
  export default function dynalite(options: {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): Server;
}
