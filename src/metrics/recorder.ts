// All metrics of one run. A metric is made when it is first asked for, and handed over in that order, which is
// the order in which the design names its components.

import { Counter, type MetricIdentity } from './counter.ts';
import { Distribution } from './distribution.ts';
import { Level } from './level.ts';
import type { RecordedMetric } from './recorded.ts';
import type { MeasuredWindow } from './window.ts';

export { Counter, Distribution, Level };

/** Makes the metrics of one run, and gives back the same one whenever it is asked for again. */
export class Recorder {
  readonly window: MeasuredWindow;
  private readonly counters = new Map<string, Counter>();
  private readonly levels = new Map<string, Level>();
  private readonly distributions = new Map<string, Distribution>();
  private readonly all: { finish(): RecordedMetric }[] = [];

  constructor(window: MeasuredWindow) {
    this.window = window;
  }

  /** The counter of a component's metric, or of one part of it; `series` as the metric's declaration has it. */
  counter(component: string, metric: string, part: string | null, series: boolean): Counter {
    return this.once(this.counters, component, metric, part, (id) => new Counter(id, this.window, series));
  }

  /** The level of a component's metric, or of one part of it. */
  level(component: string, metric: string, part: string | null, series: boolean): Level {
    return this.once(this.levels, component, metric, part, (id) => new Level(id, this.window, series));
  }

  /** The distribution of a component's metric, or of one part of it. */
  distribution(component: string, metric: string, part: string | null): Distribution {
    return this.once(this.distributions, component, metric, part, (id) => new Distribution(id, this.window));
  }

  /** What all of them recorded; called once, when the run is over. */
  finish(): readonly RecordedMetric[] {
    return this.all.map((metric) => metric.finish());
  }

  private once<M extends { finish(): RecordedMetric }>(
    known: Map<string, M>,
    component: string,
    metric: string,
    part: string | null,
    make: (identity: MetricIdentity) => M,
  ): M {
    const key = JSON.stringify([component, metric, part]);
    let found = known.get(key);
    if (found === undefined) {
      found = make({ component, metric, part });
      known.set(key, found);
      this.all.push(found);
    }
    return found;
  }
}
