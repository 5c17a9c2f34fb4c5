import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { ScenarioError } from '../../src/scenario/mistake.ts';
import { catalogue } from '../../src/services/index.ts';

const BASE = `duration: 5 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s } }
components:
  web: { type: kinesis.producer, workload: w, to: s }
  s: { type: kinesis.stream }
  app: { type: kinesis.consumer, from: s }
`;

function load(text: string) {
  const none = () => Promise.reject(new Error('no files'));
  return loadScenario({ text, file: 'x.yaml', readFile: none, environment: {}, catalogue });
}

async function mistakes(text: string): Promise<readonly string[]> {
  try {
    await load(text);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.mistakes.map(
      ({ line, message, expected, didYouMean }) =>
        `${line}: ${message}${expected === null ? '' : ` (${expected})`}${didYouMean === null ? '' : ` ${didYouMean}?`}`,
    );
  }
}

describe('what is planned for after the measured window', () => {
  it('is told where it is written, as a fault that begins then is', async () => {
    const after = 'this is after the measured window (a time before the duration is over)';
    const shards = (...times: string[]) =>
      times.map((at, i) => `{ at: ${at}, operation: SplitShard, shardToSplit: ${2 * i} }`).join(', ');
    const resharded = (...times: string[]) =>
      BASE.replace('type: kinesis.stream', `type: kinesis.stream, resharding: [${shards(...times)}]`);
    expect(await mistakes(resharded('1 min', '4 min'))).toEqual([]);
    expect(await mistakes(resharded('1 min', '5 min'))).toEqual([`6: at: ${after}`]);
    const joining = (at: string) => BASE.replace('from: s', `from: s, joinsAt: ${at}`);
    expect(await mistakes(joining('299 s'))).toEqual([]);
    expect(await mistakes(joining('1 h'))).toEqual([`7: joinsAt: ${after}`]);
  });
});

const with_ = (fault: string) => `${BASE}faults:\n  - ${fault}\n`;

describe('faults', () => {
  it.each([
    ['{ at: 1 min, for: 1 min, component: ap, kind: crash }', '9: no component is named "ap"', 'app?'],
    [
      '{ at: 1 min, for: 1 min, component: s, kind: crash }',
      '9: kinesis.stream does not answer the fault "crash"',
      'one of slow',
    ],
    [
      '{ at: 9 min, for: 1 min, component: app, kind: crash }',
      '9: the fault begins after the measured window',
      '',
    ],
    [
      '{ at: 1 min, for: 1 min, component: app, kind: crush }',
      '9: faults.0.kind: "crush" is not known here',
      'crash?',
    ],
    ['{ at: 1 min, component: app, kind: crash }', 'needs "for"', ''],
    ['{ at: 1 min, for: 1 min, component: s, kind: slow }', 'needs "factor"', ''],
    [
      '{ at: 1 min, for: 1 min, workload: v, kind: hot-key, share: 50% }',
      '9: no workload is named "v"',
      'one of w',
    ],
    [
      '{ at: 1 min, for: 1 min, component: w, kind: hot-key, share: 50% }',
      'unknown property "component"',
      '',
    ],
  ])('are checked: %s', async (fault, message, hint) => {
    const told = (await mistakes(with_(fault))).join('\n');
    expect(told).toContain(message);
    expect(told).toContain(hint);
  });

  it('cannot speed up what follows time', async () => {
    const text = with_(
      '{ at: 1 min, for: 1 min, workload: w, kind: hot-key, share: 5%, rateFactor: 2 }',
    ).replace('rate: 10/s', 'rate: { steps: [{ at: 0 s, rate: 5/s }] }');
    expect((await mistakes(text)).join()).toContain('the arrivals of "w" cannot be sped up');
  });

  it('make the question a terminating one, without a month', async () => {
    const { designs } = await load(with_('{ at: 1 min, for: 1 min, kind: az-lost }'));
    const [design] = designs;
    expect(design!.question).toEqual({ kind: 'terminating', triggers: ['faults'] });
    expect(design!.whyNoMonth).not.toBeNull();
    // Without a component: everything that answers it, and a stream does not.
    expect(design!.faults![0]!.components).toEqual(['web', 'app']);
  });
});

describe('a closed workload', () => {
  const closed = BASE.replace(
    'process: poisson, rate: 10/s',
    'process: closed, population: 3, thinkTime: 1 s',
  );

  it('has one carrier', async () => {
    const two = closed.replace('  s: {', '  too: { type: kinesis.producer, workload: w, to: s }\n  s: {');
    expect((await mistakes(two)).join()).toContain('"w" is closed and has a carrier already');
    expect(await mistakes(closed)).toEqual([]);
  });

  it('has no crowd', async () => {
    const text = `${closed}faults:\n  - { at: 1 min, for: 1 min, workload: w, kind: hot-key, share: 50% }\n`;
    expect((await mistakes(text)).join()).toContain('come when their records are done');
  });
});

describe('the sources of a priority class', () => {
  it('send to the station', async () => {
    const text = `duration: 1 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s } }
components:
  door: { type: custom.source, workload: w, to: desk }
  desk:
    type: custom.server
    serviceTime: 1 ms
    priority: { classes: [{ name: a, sources: [dor] }, { name: b }] }
`;
    expect((await mistakes(text)).join()).toContain('"dor" does not send to "desk"');
    expect((await mistakes(text)).join()).toContain('door?');
  });
});
