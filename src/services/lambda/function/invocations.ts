// The invocations of one function, from their request to their end: whether one runs and where, the init phase before it,
// and the timeout that ends it. An environment runs one at a time, so its number is the invocation's.

import type { Stream } from '../../../engine/random.ts';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Calls } from '../../client/calls/calls.ts';
import { Work } from '../../client/work.ts';
import type { Site } from '../../component.ts';
import { SamplePath } from '../../records/sample-path.ts';
import type { Invocation, InvocationOutcome } from '../invoker.ts';
import { INIT_MOST } from '../limits.ts';
import { type Bound, FunctionConcurrency } from './concurrency.ts';
import { Environments } from './environments.ts';
import { FunctionBilling } from './function-billing.ts';
import { FunctionMetrics } from './function-metrics.ts';
import { type FunctionConfig, memoryFactor } from './function-schema.ts';
import { Handler } from './handler.ts';
import { InvocationPlan } from './invocation-plan.ts';

const INIT_MOST_US = INIT_MOST.value * US_PER_SECOND;

/** Runs the invocations of one function. */
export class Invocations {
  readonly concurrency: FunctionConcurrency;
  readonly billing: FunctionBilling;
  readonly work: Work;
  private readonly plan: InvocationPlan;
  private readonly site: Site;
  private readonly environments: Environments;
  private readonly metrics: FunctionMetrics;
  private readonly timeoutUs: number;
  private readonly coldStart: Sampler;
  private readonly coldStartStream: Stream;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  /** Null where the code makes no calls: then it is known at its beginning when it ends, and how. */
  private readonly handler: Handler | null;
  /** On their way to the function, by slot. */
  private readonly requested: Invocation[] = [];
  private readonly spare: number[] = [];
  private readonly arriveHandler: number;
  private readonly endHandler: number;
  // By environment: its invocation, when that began, and how it will end where that is known.
  private readonly running: (Invocation | null | undefined)[] = [];
  private readonly beganUs: number[] = [];
  private readonly outcomes: InvocationOutcome[] = [];
  private readonly endTickets: number[] = [];
  /** Faults under way in which the code cannot run. */
  private crashes = 0;
  private readonly present = new SamplePath();

  constructor(site: Site, config: FunctionConfig, calls: Calls) {
    this.site = site;
    this.concurrency = new FunctionConcurrency(site, config);
    this.environments = new Environments(config.idleLife, config.provisionedConcurrentExecutions ?? 0);
    this.metrics = new FunctionMetrics(site, config.provisionedConcurrentExecutions);
    this.billing = new FunctionBilling(site, config);
    const { errorRate, poisonRate } = config;
    const work = { ...config.duration, errorRate, poisonRate };
    this.work = new Work(site, 'duration', work, memoryFactor(config));
    this.plan = new InvocationPlan(this.work);
    this.timeoutUs = config.timeout;
    this.coldStart = sampler(config.coldStart);
    this.coldStartStream = site.random('coldStart');
    this.latency = sampler(config.invokeLatency);
    this.latencyStream = site.random('invokeLatency');
    this.handler = calls.any ? new Handler(site, calls, this.work, config.timeout, this) : null;
    this.arriveHandler = site.engine.register(site.name, 'invoked', 'arrive', {
      fire: (slot, nowUs) => this.arrive(slot, nowUs),
    });
    this.endHandler = site.engine.register(site.name, 'invocation', 'complete', {
      fire: (environment, nowUs) => this.returned(environment, this.outcomes[environment]!, nowUs),
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

  /** The code can no longer run, or can again: what runs it fails now, and what begins meanwhile as it begins. */
  crash(begins: boolean, nowUs: number): void {
    this.crashes += begins ? 1 : -1;
    if (!begins) return;
    for (let environment = 0; environment < this.running.length; environment++) {
      const invocation = this.running[environment];
      if (!invocation) continue;
      // It may have been in its init phase.
      invocation.startedUs = Math.min(invocation.startedUs, nowUs);
      this.environments.cold[environment] = 1;
      if (this.site.engine.cancel(this.endTickets[environment] ?? 0))
        this.returned(environment, 'failed', nowUs);
      else this.handler!.fail(environment, nowUs);
    }
  }

  /** Checks Little's law of what runs. */
  settle(nowUs: number): void {
    let presentUs = 0;
    for (const [environment, invocation] of this.running.entries()) {
      // A provisioned environment may never have run one.
      if (invocation) presentUs += nowUs - this.beganUs[environment]!;
    }
    this.present.check(`invocations of ${this.site.name}`, presentUs, nowUs);
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
    const { metrics, environments, plan } = this;
    invocation.begins();
    metrics.began(invocation.eventBytes, environments.provisioned[environment] === 1, nowUs);
    this.billing.invoked(nowUs);
    this.running[environment] = invocation;
    this.beganUs[environment] = nowUs;
    this.present.change(1, nowUs);
    const initUs = environments.cold[environment] === 1 ? this.coldStartUs(environment, nowUs) : 0;
    // An init phase that takes longer than it may is begun anew within the invocation.
    const againUs = initUs > INIT_MOST_US ? initUs : 0;
    invocation.startedUs = nowUs + Math.min(initUs, INIT_MOST_US);
    if (this.crashes > 0) {
      this.outcomes[environment] = 'failed';
      this.endAt(environment, invocation.startedUs);
      return;
    }
    if (this.handler !== null) {
      this.handler.begin(environment, invocation, againUs);
      return;
    }
    plan.of(invocation);
    const runUs = againUs + plan.runUs;
    const timedOut = runUs > this.timeoutUs;
    this.outcomes[environment] = timedOut ? 'timedOut' : plan.fails ? 'failed' : 'succeeded';
    this.endAt(environment, invocation.startedUs + Math.min(runUs, this.timeoutUs));
  }

  private endAt(environment: number, atUs: number): void {
    this.endTickets[environment] = this.site.engine.schedule(this.endHandler, environment, atUs);
  }

  private coldStartUs(environment: number, nowUs: number): number {
    const us = Math.round(this.coldStart.sample(this.coldStartStream));
    this.environments.cold[environment] = 0;
    this.metrics.initialised(Math.min(us, INIT_MOST_US), nowUs);
    return us;
  }

  /** The code of an invocation is over. */
  returned(environment: number, outcome: InvocationOutcome, nowUs: number): void {
    const { metrics, environments } = this;
    const invocation = this.running[environment]!;
    const provisioned = environments.provisioned[environment] === 1;
    const tookUs = nowUs - this.beganUs[environment]!;
    this.running[environment] = null;
    this.present.change(-1, nowUs);
    this.present.stayed(tookUs);
    metrics.ended(provisioned, nowUs);
    metrics.duration.add(nowUs, nowUs - invocation.startedUs, 1);
    if (outcome !== 'succeeded') metrics.errors.add(nowUs, 1);
    if (outcome === 'timedOut') {
      metrics.timeouts.add(nowUs, 1);
      // What was ended from outside is begun anew.
      environments.cold[environment] = 1;
    }
    this.billing.worked(tookUs, provisioned, nowUs);
    if (!provisioned) this.concurrency.change(-1);
    environments.release(environment, nowUs);
    invocation.outcome = outcome;
    invocation.answered(nowUs);
  }
}
