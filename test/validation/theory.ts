// The exact answers of queueing theory that the rows hold the simulator to, worked out from their formulas.
// L. Kleinrock, Queueing Systems I (1975), chapters 3 and 5; the embedded chain of M/D/1/K is that of its section 5.

/**
 * The mean wait of M/G/1 with mean service 1 (Pollaczek and Khinchine).
 * @param load arrivals per service
 * @param scv the squared coefficient of variation of the service time: 1 is M/M/1, 0 is M/D/1
 */
export function waitOfMG1(load: number, scv: number): number {
  return (load * (1 + scv)) / (2 * (1 - load));
}

/** The share of arrivals that find all `servers` of M/M/c/c busy, at `offered` erlangs (Erlang's B). */
export function erlangB(servers: number, offered: number): number {
  let blocked = 1;
  for (let c = 1; c <= servers; c++) blocked = (offered * blocked) / (c + offered * blocked);
  return blocked;
}

/** The mean wait in M^[k]/M/1 with mean service 1: customers come `size` at a time. Little's law over the mean number there. */
export function waitOfBatches(load: number, size: number): number {
  const there = (load * (size + 1)) / (2 * (1 - load));
  return there / load - 1;
}

/** The share of arrivals that find M/M/1 with room for `places` (the one in service among them) full. */
export function lossOfMM1K(load: number, places: number): number {
  return ((1 - load) * load ** places) / (1 - load ** (places + 1));
}

/** A percentile of the sojourn in M/M/1 with mean service 1: it is exponential. @param share from 0 to 1 */
export function sojournOfMM1(load: number, share: number): number {
  return Math.log(1 / (1 - share)) / (1 - load);
}

/** The share of arrivals that wait in M/M/c, at `offered` erlangs (Erlang's C). */
export function erlangC(servers: number, offered: number): number {
  const blocked = erlangB(servers, offered);
  return (servers * blocked) / (servers - offered * (1 - blocked));
}

/** A percentile of the wait in M/M/c with mean service 1: who waits does so for an exponential time. @param share above 1 − Erlang's C */
export function waitPercentileOfMMc(servers: number, offered: number, share: number): number {
  return Math.log(erlangC(servers, offered) / (1 - share)) / (servers - offered);
}

/** The mean wait of M/M/c with mean service 1. */
export function waitOfMMc(servers: number, offered: number): number {
  return erlangC(servers, offered) / (servers - offered);
}

/**
 * Throughput of M/M/1//N with mean service 1: each of `population` users thinks for `think` services on average, and the
 * server works unless all of them think. With r = 1 / think, that is a share 1 − 1 / Σ N!/(N − n)! rⁿ of the time.
 */
export function throughputOfUsers(population: number, think: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= population; n++) {
    term *= (population - n + 1) / think;
    sum += term;
  }
  return 1 - 1 / sum;
}

/**
 * The mean wait of each class of M/M/1 with mean service 1 and head-of-line priorities (A. Cobham, 1954): the rest of the
 * service in progress, over what the classes above leave of the server, and over what they and this one leave.
 * @param loads of the classes, the most urgent first
 */
export function waitsByPriority(loads: readonly number[]): readonly number[] {
  const rest = loads.reduce((sum, load) => sum + load, 0);
  return loads.map((load, i) => {
    const above = loads.slice(0, i).reduce((sum, one) => sum + one, 0);
    return rest / ((1 - above) * (1 - above - load));
  });
}

/**
 * The share of arrivals that M/D/1 with room for `places` (the one in service among them) refuses. A token bucket of
 * `places` tokens under Poisson arrivals of unit cost is that queue: its missing tokens are the unfinished work.
 *
 * The chain embedded at departures steps from i ≥ 1 to i − 1 + A and from 0 to A, with A arrivals in a service and
 * `places` − 1 the most. Between j and j + 1 it must go up as often as down, and down goes only by one, so each
 * probability is a sum of positive terms of the earlier ones: nothing cancels, whatever the number of places. Their weights
 * are scaled down before they outgrow a number.
 */
export function lossOfMD1(load: number, places: number): number {
  const more = tailsOfPoisson(load);
  const none = 1 - (more[0] ?? 0);
  let weights = [1];
  for (let j = 0; j < places - 1; j++) {
    let up = (weights[0] ?? 0) * (more[j] ?? 0);
    for (let i = Math.max(1, j + 1 - more.length); i <= j; i++)
      up += (weights[i] ?? 0) * (more[j - i + 1] ?? 0);
    weights.push(up / none);
    if (up > LARGE) weights = weights.map((weight) => weight / LARGE);
  }
  const empty = (weights[0] ?? 0) / weights.reduce((sum, weight) => sum + weight, 0);
  return 1 - 1 / (empty + load);
}

const LARGE = 1e200;

/** P(more than k) of a Poisson variable, for k from 0 until nothing is left. */
function tailsOfPoisson(mean: number): readonly number[] {
  const shares: number[] = [];
  for (let k = 0, share = Math.exp(-mean); share > 1e-300 && k < 200; k++, share *= mean / k)
    shares.push(share);
  const tails: number[] = [];
  let tail = 0;
  for (let k = shares.length - 1; k >= 1; k--) {
    tail += shares[k] ?? 0;
    tails[k - 1] = tail;
  }
  return tails;
}
