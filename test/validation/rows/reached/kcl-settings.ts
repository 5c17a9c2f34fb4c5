// Settings of applications of the Kinesis Client Library, for rows in which its timers are worked by hand.

const APPLICATION = 'components.application';
export const LIBRARY = `${APPLICATION}.library`;

/** Requests to the lease table take no time, and what is throttled is the library's own to send again. */
const AT_ONCE = 'client: { requestLatency: 0 s, retry: { mode: none } }';

/** Another version, and what is set of it. */
export function version(name: 'kcl-1' | 'kcl-3', more = ''): string {
  return `${LIBRARY}={ type: ${name}, checkpointInterval: 23 h, ${AT_ONCE}${more === '' ? '' : `, ${more}`} }`;
}

/** A worker goes down, or all do where none is named. */
export function crash(at: string, lasts: string, worker?: number): string {
  const whose = worker === undefined ? '' : `, worker: ${worker}`;
  return `{ kind: crash, component: application, at: ${at}, for: ${lasts}${whose} }`;
}

/** All workers come up at 2 s sharp, and begin all their loops then: those of the beginning have phases that are drawn. */
export const BEGINS_AT_2_S = crash('1 ms', '1999 ms');

export function faults(...all: readonly string[]): string {
  return `faults=[${all.join(', ')}]`;
}

/** A backlog of records of 100 KiB (102,412 B with their keys), nine a second for so long, that is read from then on. */
export function backlog(seconds: number, consumer: string): readonly string[] {
  return [
    `${APPLICATION}={ joinsAt: ${seconds} s, initialPositionInStream: TRIM_HORIZON, ${consumer} }`,
    `workloads.events.arrivals.rate={ steps: [{ at: 0 s, rate: 9/s }, { at: ${seconds} s, rate: 0/s }] }`,
    'workloads.events.size=100 KiB',
  ];
}
