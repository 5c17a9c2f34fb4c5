// kinesalite has no types of its own: what the row asks of it.

declare module 'kinesalite' {
  import type { Server } from 'node:http';

  /** Makes a server that keeps its streams in memory. */
  export default function kinesalite(options: {
    readonly createStreamMs?: number;
    readonly shardLimit?: number;
  }): Server;
}
