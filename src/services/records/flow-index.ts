// Which flow leads from a source to an application: asked for every record that ends, so a table has the answers.

import { invariant } from '../../engine/invariant.ts';

/** The flows of one run by their two ends, in a table. */
export class FlowIndex {
  private readonly sources: readonly string[];
  private readonly applications: readonly string[];
  private readonly flowAt: Int32Array;

  /** @param sources names by number, as those of `applications` */
  constructor(
    sources: readonly string[],
    applications: readonly string[],
    flows: readonly { readonly origin: number; readonly application: number }[],
  ) {
    this.sources = sources;
    this.applications = applications;
    this.flowAt = new Int32Array(sources.length * applications.length).fill(-1);
    for (const [index, { origin, application }] of flows.entries()) {
      this.flowAt[origin * applications.length + application] = index;
    }
  }

  /** The number of the flow. @throws InvariantError when there is none */
  of(origin: number, application: number): number {
    const flow = this.flowAt[origin * this.applications.length + application];
    if (flow === undefined || flow < 0) {
      invariant(false, 'a record reached an application that its source has no flow to', {
        source: this.sources[origin],
        application: this.applications[application],
      });
    }
    return flow;
  }
}
