// The invocations of one function, from their request to their end: whether one runs and where, the init phase before it,
// and the timeout that ends it. An environment runs one at a time, so its number is the invocation's.

import type { Stream } from '../../../engine/random.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import { SamplePath } from '../../records/sample-path.ts';
import type { Invocation, InvocationOutcome } from '../invoker.ts';
import { INIT_MOST } from '../limits.ts';
import { type Bound, FunctionConcurrency } from './concurrency.ts';
import { Environments } from './environments.ts';
import { FunctionBilling } from './function-billing.ts';
import { FunctionMetrics } from './function-metrics.ts';
import type { FunctionConfig } from './function-schema.ts';
import { Work } from './work.ts';

const INIT_MOST_US = INIT_MOST.value * 1_000_000;

/** Runs the invocations of one function. */
export class Invocations {
  readonly concurrency: FunctionConcurrency;
  readonly billing: FunctionBilling;
  readonly work: Work;
  private readonly site: Site;
  private readonly environments: Environments;
  private readonly metrics: FunctionMetrics;
  private readonly timeoutUs: number;
  private readonly coldStart: Sampler;
  private readonly coldStartStream: Stream;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  /** On their way to the function, by slot. */
  private readonly requested: Invocation[] = [];
  private readonly spare: number[] = [];
  private readonly arriveHandler: number;
  private readonly endHandler: number;
  // By environment: its invocation, when that began and when its code did, how it will end, and what its init phase took
  // within it.
  private readonly running: (Invocation | null)[] = [];
  private readonly beganUs: number[] = [];
  private readonly initUs: number[] = [];
  private readonly endsUs: number[] = [];
  private readonly outcomes: InvocationOutcome[] = [];
  private readonly present = new SamplePath();

  constructor(site: Site, config: FunctionConfig) {
    this.site = site;
    this.concurrency = new FunctionConcurrency(site, config);
    this.environments = new Environments(config.idleLife, config.provisionedConcurrentExecutions ?? 0);
    this.metrics = new FunctionMetrics(site, config.provisionedConcurrentExecutions);
    this.billing = new FunctionBilling(site, config);
    this.work = new Work(site, config);
    this.timeoutUs = config.timeout;
    this.coldStart = sampler(config.coldStart);
    this.coldStartStream = site.random('coldStart');
    this.latency = sampler(config.invokeLatency);
    this.latencyStream = site.random('invokeLatency');
    this.arriveHandler = site.engine.register(site.name, 'invoked', 'arrive', {
      fire: (slot, nowUs) => this.arrive(slot, nowUs),
    });
    this.endHandler = site.engine.register(site.name, 'invocation', 'complete', {
      fire: (environment, nowUs) => this.end(environment, nowUs),
    });
  }

  /** Asks for an invocation now; an environment has it after the latency of the call. */
  request(invocation: Invocation): void {
    const { engine } = this.site;
    const slot = this.spare.pop() ?? this.requested.length;
    this.requested[slot] = invocation;
    const latencyUs = Math.round(this.latency.sample(this.latencyStream));
    engine.schedule(this.arriveHandler, slot, engine.nowUs + latencyUs);
  }

  /** Checks Little's law of what runs. */
  settle(nowUs: number): void {
    let restUs = 0;
    for (const [environment, invocation] of this.running.entries()) {
      if (invocation !== null) restUs += this.endsUs[environment]! - nowUs;
    }
    this.present.check(`invocations of ${this.site.name}`, -restUs, nowUs);
  }

  private arrive(slot: number, nowUs: number): void {
    const invocation = this.requested[slot]!;
    this.spare.push(slot);
    const environment = this.environmentFor(nowUs);
    if (typeof environment === 'string') {
      this.metrics.throttled(environment, nowUs);
      invocation.outcome = 'throttled';
      invocation.answered(nowUs);
    } else {
      this.begin(environment, invocation, nowUs);
    }
  }

  // The environment that takes the next invocation, or what keeps it from running.
  private environmentFor(nowUs: number): number | Bound {
    const { concurrency, environments } = this;
    if (!concurrency.allowsRequest(nowUs)) return 'requestRate';
    if (environments.hasProvisioned) {
      concurrency.requested();
      return environments.takeProvisioned();
    }
    if (!concurrency.hasRoom) return 'concurrency';
    const warm = environments.hasWarm(nowUs);
    if (!warm && !concurrency.allowsEnvironment(nowUs)) return 'scalingRate';
    concurrency.requested();
    concurrency.change(1);
    if (warm) return environments.takeWarm();
    concurrency.added();
    return environments.open();
  }

  private begin(environment: number, invocation: Invocation, nowUs: number): void {
    const { metrics, environments, work } = this;
    const provisioned = environments.provisioned[environment] === 1;
    metrics.began(invocation.eventBytes, provisioned, nowUs);
    this.billing.invoked(nowUs);
    this.running[environment] = invocation;
    this.beganUs[environment] = nowUs;
    const again = this.initialise(environment, nowUs);
    invocation.startedUs = nowUs + this.initUs[environment]!;
    work.plan(invocation);
    const runUs = again + work.runUs;
    const timedOut = runUs > this.timeoutUs;
    this.outcomes[environment] = timedOut ? 'timedOut' : work.fails ? 'failed' : 'succeeded';
    const endsUs = invocation.startedUs + Math.min(runUs, this.timeoutUs);
    this.endsUs[environment] = endsUs;
    this.present.change(1, nowUs);
    this.present.stayed(endsUs - nowUs);
    this.site.engine.schedule(this.endHandler, environment, endsUs);
  }

  // The init phase of a cold environment. What takes longer than it may is begun anew within the invocation.
  // Returns what that takes of the invocation's own time.
  private initialise(environment: number, nowUs: number): number {
    if (this.environments.cold[environment] === 0) {
      this.initUs[environment] = 0;
      return 0;
    }
    this.environments.cold[environment] = 0;
    const us = Math.round(this.coldStart.sample(this.coldStartStream));
    const initUs = Math.min(us, INIT_MOST_US);
    this.initUs[environment] = initUs;
    this.metrics.initialised(initUs, nowUs);
    return us > INIT_MOST_US ? us : 0;
  }

  private end(environment: number, nowUs: number): void {
    const { metrics, environments } = this;
    const invocation = this.running[environment]!;
    const outcome = this.outcomes[environment]!;
    const provisioned = environments.provisioned[environment] === 1;
    this.running[environment] = null;
    this.present.change(-1, nowUs);
    metrics.ended(provisioned, nowUs);
    metrics.duration.add(nowUs, nowUs - invocation.startedUs, 1);
    if (outcome !== 'succeeded') metrics.errors.add(nowUs, 1);
    if (outcome === 'timedOut') {
      metrics.timeouts.add(nowUs, 1);
      // What was ended from outside is begun anew.
      environments.cold[environment] = 1;
    }
    this.billing.worked(nowUs - this.beganUs[environment]!, provisioned, nowUs);
    if (!provisioned) this.concurrency.change(-1);
    environments.release(environment, nowUs);
    invocation.outcome = outcome;
    invocation.answered(nowUs);
  }
}
