// Every kind of mistake, with the place and the words that it is told in. Places are counted by hand in GOOD.

import { describe, expect, it } from 'vitest';
import { changed, failure, GOOD, mistakes } from './fakes.ts';

type Row = readonly [what: string, text: string, place: string, message: string, hint?: string | RegExp];

const ROWS: readonly Row[] = [
  // The file.
  ['an empty file', '', '1:1', 'the file is empty', 'a scenario in YAML'],
  ['a file of comments', '# nothing\n', '1:1', 'the file is empty'],
  ['a file of another kind', '\u007fELF\u0002\u0001\u0000', '1:5', 'this is no text file'],
  ['a file of CSV', 'a,b,c\n1,2,3\n', '1:1', 'this is no scenario'],
  ['a list', '- a\n- b\n', '1:1', 'this is no scenario'],
  ['a second document', `${GOOD}---\na: 1\n`, '22:1', 'a second document begins here; a scenario is one'],
  ['YAML 1.1', `%YAML 1.1\n---\n${GOOD}`, '1:1', 'YAML 1.1 is not read'],
  // YAML.
  ['a tab', changed('  views:', '\tviews:'), '5:1', 'a tab indents here; YAML takes only spaces'],
  ['a bracket that stays open', changed('500 B', '[1'), '9:1', 'YAML: Flow sequence'],
  [
    'a property given twice',
    changed('    to: clicks', '    to: clicks\n    to: board'),
    '14:5',
    '"to" is given twice',
    'the first is in line 13',
  ],
  ['a tag', changed('shardCount: 4', 'shardCount: !!int 4'), '16:23', 'tags are not read here ("!!int")'],
  [
    'a tag of another program',
    changed('shardCount: 4', 'shardCount: !Ref X'),
    '16:22',
    'tags are not read here ("!Ref")',
  ],
  [
    'an alias of nothing',
    changed('shardCount: 4', 'shardCount: *n'),
    '16:17',
    'no anchor "&n" stands before this',
  ],
  ['an alias of itself', changed('size: 500 B', 'size: &n { a: *n }'), '8:19', '"*n" holds itself'],
  ['a merge of no group', changed('shardCount: 4', '<<: 4'), '16:9', '"<<" takes groups of properties'],
  [
    'a list as a name',
    changed('shardCount: 4', '? [a]\n    : 4'),
    '16:7',
    'a property has a name of one word',
  ],
  [
    '__proto__',
    changed('shardCount: 4', '__proto__: { shardCount: 4 }'),
    '16:5',
    '"__proto__" cannot be used as a name',
  ],
  ['constructor', changed('  board:', '  constructor:'), '17:3', '"constructor" cannot be used as a name'],
  [
    '010',
    changed('shardCount: 4', 'shardCount: 010'),
    '16:17',
    'YAML 1.2 reads 010 as 10, YAML 1.1 as octal',
    'write 10, or quote it',
  ],
  ['1:30', changed('5 min', '1:30'), '2:11', 'YAML 1.2 reads 1:30 as text, YAML 1.1 as 90'],
  [
    'yes',
    changed('shardCount: 4', 'encrypted: yes'),
    '16:16',
    'encrypted: "yes" is neither true nor false',
    'write true',
  ],
  [
    'a variable that is not set',
    changed('shardCount: 4', 'shardCount: $' + '{SHARDS}'),
    '16:17',
    'the environment has no SHARDS',
  ],
  [
    'a variable with a message',
    changed('shardCount: 4', 'shardCount: $' + '{SHARDS:?say how many}'),
    '16:17',
    'the environment has no SHARDS: say how many',
  ],
  [
    'a variable that stays open',
    changed('shardCount: 4', 'shardCount: $' + '{SHARDS'),
    '16:17',
    '"$' + '{SHARDS" is not a variable',
  ],
  ['00:05:00', changed('5 min', '00:05:00'), '2:11', 'YAML 1.1 as 300', 'write 5 min, or quote it'],
  // Settings.
  ['no duration', changed('duration: 5 min\n', ''), '1:1', 'scenario needs "duration"'],
  ['an empty duration', changed('duration: 5 min', 'duration:'), '2:10', 'duration: the value is empty'],
  [
    'a unit that looks like one',
    changed('5 min', '5 m'),
    '2:11',
    'duration: "m" is not a unit',
    'min or ms?',
  ],
  [
    'no unit',
    changed('5 min', '300'),
    '2:11',
    'duration: 300 has no unit',
    'a time: write 300 ms, or 300 s, or 300 min, or 300 h',
  ],
  ['NaN in an expression', changed('5 min', '5 min * NaN'), '2:11', 'duration: "NaN" is not a number'],
  [
    'an expression beyond arithmetic',
    changed('5 min', 'import("fs")'),
    '2:11',
    "duration: '\"' has no place in a quantity",
  ],
  [
    'a misspelt setting',
    changed('warmup', 'warm-up'),
    '3:1',
    'unknown property "warm-up" of the scenario',
    'warmup',
  ],
  [
    'an unknown region',
    changed('name: example', 'region: us-east-9'),
    '1:9',
    'region: "us-east-9" is not known here',
    'us-east-1',
  ],
  ['a name with a dot', changed('name: example', 'name: a.b'), '1:7', 'name: "a.b" is not allowed here'],
  ['a seed with spaces', changed('name: example', 'seed: a b'), '1:7', 'seed: "a b" is no seed'],
  [
    'no replication',
    changed('name: example', 'replications: 0'),
    '1:15',
    'replications: 0 is too small',
    'at least 1',
  ],
  // Later words.
  [
    'looks that end before they begin',
    changed('name: example', 'replications: { min: 10, max: 5 }'),
    '1:1',
    'replications: max (5) is below min (10)',
    'as in { min: 5, max: 40 }',
  ],
  [
    'a look at too few',
    changed('name: example', 'replications: { min: 2, max: 40 }'),
    '1:22',
    'min: 2 is too small',
    'at least 3',
  ],
  [
    'looks of an unknown word',
    changed('name: example', 'replications: { most: 40 }'),
    '1:17',
    'unknown property "most" of scenario.replications',
  ],
  [
    'replications of a word',
    changed('name: example', 'replications: many'),
    '1:15',
    'replications: ',
    'a whole number, as in 5, or { min: 5, max: 40 }',
  ],
  ['a warm-up of another word', changed('1 min', 'automatic'), '3:9', 'warmup: ', /auto/],
  [
    'a warm-up to be found where the rate follows time',
    changed('warmup: 1 min', 'warmup: auto').replace('3200/s', '2000/s * (1 + t / h)'),
    '3:9',
    'workloads.views.arrivals.rate changes with time: there is no steady state to warm up to',
    'a time, as in 1 min',
  ],
  [
    'a warm-up to be found where a component changes with time',
    changed('warmup: 1 min', 'warmup: auto').replace('from: clicks', 'from: clicks\n    leases: true'),
    '3:9',
    'components.board.leases changes with time',
  ],
  [
    'an empty precision',
    changed('name: example', 'precision: {}'),
    '1:1',
    'scenario.precision needs "metric"',
  ],
  [
    'a precision of nothing',
    changed('name: example', 'precision: { metric: board.latency.p42, within: 5% }'),
    '1:35',
    'latency is a distribution: it has no "p42"',
  ],
  [
    'a precision in another unit',
    changed('name: example', 'precision: { metric: board.latency.p99, within: 5 KiB }'),
    '1:49',
    'within: "5 KiB" is a size in bytes',
    'a share of the value, as in 5%, or an amount, as in 1 s',
  ],
  [
    'a precision of none',
    changed('name: example', 'precision: { metric: board.latency.p99, within: 0% }'),
    '1:49',
    'within: 0% is not above 0',
  ],
  [
    'a precision that is over before it begins',
    changed('name: example', 'precision: { metric: board.latency.p99, within: 5%, max: 4 }'),
    '1:58',
    'max: 4 is too small',
    'at least 5',
  ],
  [
    'two ways to stop',
    changed(
      'name: example',
      'replications: { min: 5, max: 40 }\nprecision: { metric: board.latency.p99, within: 5% }',
    ),
    '2:1',
    'precision and replications: { min, max } both say when to stop',
    'one of the two',
  ],
  [
    'a period of another length',
    changed('latency.p99', 'latency@5min.p99'),
    '21:18',
    '"@5min" is no period',
    '@1min',
  ],
  [
    'a period after the statistic',
    changed('latency.p99', 'latency.p99@1min'),
    '21:18',
    'latency is a distribution',
  ],
  [
    'the last of a worst minute',
    changed('board.latency.p99 < 1 s', 'clicks.Utilization@1min.last < 50%'),
    '21:28',
    'a worst minute has no "last"',
    'mean',
  ],
  [
    'a worst minute of half a minute',
    changed('5 min', '30 s').replace('latency.p99', 'latency@1min.p99'),
    '21:18',
    'the window holds no whole minute',
    'a duration of at least 1 min',
  ],
  [
    'the largest of a worst minute',
    changed('board.latency.p99 < 1 s', 'clicks.Utilization@1min.max < 50%'),
    '21:28',
    'a worst minute has no "max"',
    'max without @1min: the largest of a minute is the largest of all',
  ],
  [
    'the worst minute of what is counted at the end',
    changed('latency.p99 < 1 s', 'lost@1min.ratio < 1%'),
    '21:15',
    'lost is counted for the whole window alone',
    'leave @1min out',
  ],
  [
    'later: quotas of the account',
    changed('name: example', 'account: { quotas: { shards: 9 } }'),
    '1:12',
    '"account.quotas" is not built yet',
  ],
  [
    'later: a dotted account',
    changed('name: example', 'account: { kinesis.shards: 9 }'),
    '1:12',
    '"account.kinesis.shards" is not built yet',
  ],
  [
    'no concurrency in the account',
    changed('name: example', 'account: { lambda: { concurrentExecutions: 0 } }'),
    '1:44',
    'concurrentExecutions: 0 is too small',
  ],
  [
    'an unknown quota of Lambda',
    changed('name: example', 'account: { lambda.concurrency: 9 }'),
    '1:1',
    'unknown property "concurrency"',
  ],
  [
    'later: the free tier',
    changed('name: example', 'account: { freeTier: full }'),
    '1:22',
    'freeTier: "full" is not built yet',
  ],
  [
    'later: an option',
    changed('    to: clicks', '    to: clicks\n    client: agent'),
    '14:13',
    'client: "agent" is not built yet',
  ],
  [
    'later: a value',
    changed('    from: clicks', '    from: clicks\n    mode: express'),
    '20:11',
    'mode: "express" is not built yet',
  ],
  // Workloads.
  ['no workloads', changed('workloads:', 'workload:'), '1:1', 'the scenario needs "workloads"'],
  ['a negative rate', changed('3200/s', '-3200/s'), '6:41', 'rate: "-3200/s" is negative', '0 or more'],
  [
    'a rate that turns negative',
    changed('3200/s', '10/s * (1 - t / 1 min)'),
    '6:41',
    'the rate "10/s * (1 - t / 1 min)" is negative',
  ],
  [
    'a share without percent',
    changed('40%', '0.4'),
    '7:73',
    'hotShare: 0.4 has no percent sign',
    'write 40%',
  ],
  [
    'a distribution that does not exist',
    changed('500 B', '{ distribution: lognormall }'),
    '8:27',
    'distribution: "lognormall" is not known here',
    'lognormal',
  ],
  [
    'a trace that is not there',
    changed('3200/s', '{ trace: none.csv }'),
    '6:50',
    'there is no file "none.csv"',
  ],
  ['a workload named base', changed('  views:', '  base:'), '5:3', '"base" is taken'],
  ['a workload with a dot', changed('  views:', '  page.views:'), '5:3', '"page.views" is no name'],
  // Components.
  [
    'no components',
    `${GOOD.slice(0, GOOD.indexOf('components:'))}components: {}\n`,
    '9:1',
    '"components" holds nothing',
  ],
  [
    'a component of one word',
    changed('  board:\n    type: fake.reader\n    from: clicks', '  board: fake.reader'),
    '17:10',
    'a component is a group of properties',
  ],
  ['no type', changed('    type: fake.stream\n', ''), '14:3', 'the component has no "type"'],
  [
    'a misspelt type',
    changed('fake.stream', 'fake.strem'),
    '15:11',
    'unknown type "fake.strem"',
    'fake.stream',
  ],
  [
    'no shard',
    changed('shardCount: 4', 'shardCount: 0'),
    '16:17',
    'shardCount: 0 is too small',
    'at least 1',
  ],
  [
    'too many shards',
    changed('shardCount: 4', 'shardCount: 101'),
    '16:17',
    'shardCount: 101 is too large',
    'at most 100',
  ],
  [
    'a rule between properties',
    changed('shardCount: 4', 'shardCount: 13'),
    '16:17',
    'AWS has no 13 shards',
    'CreateStream',
  ],
  [
    "a property's case",
    changed('shardCount', 'shardcount'),
    '16:5',
    'unknown property "shardcount" of fake.stream',
    'shardCount',
  ],
  [
    "AWS's full name",
    changed('shardCount: 4', 'RetentionPeriodHours: 24'),
    '16:5',
    'unknown property "RetentionPeriodHours" of fake.stream',
    'retentionPeriod',
  ],
  [
    "AWS's name of a wire",
    changed('    from: clicks', '    StreamARN: clicks'),
    '19:5',
    'unknown property "StreamARN" of fake.reader',
    'from',
  ],
  [
    'a word of the name',
    changed('shardCount: 4', 'shards: 4'),
    '16:5',
    'unknown property "shards" of fake.stream',
    'shardCount',
  ],
  [
    'digits in groups',
    changed('3200/s', '"3,200/s"'),
    '6:41',
    'rate: "3,200/s" is not a quantity',
    'digits stand together, as in 1000',
  ],
  [
    'a unit of another language',
    changed('shardCount: 4', 'shardCount: 4 shards'),
    '16:17',
    'shardCount: unknown unit "shards"',
    'a plain number, as in 4',
  ],
  ['no number', changed('3200/s', '.nan'), '6:41', 'rate: NaN is not a number', 'a rate, as in 800/s'],
  ['more than memory holds', changed('3200/s', '1e9/s'), '6:41', 'the rate is 1.00e+9/s: more than 1e+7/s'],
  [
    'more in one state than memory holds',
    changed(
      '{ process: poisson, rate: 3200/s }',
      '{ process: mmpp, rates: [1/s, 1e9/s], meanStay: [1 s, 1 s] }',
    ),
    '6:45',
    'the rate is 1.00e+9/s: more than 1e+7/s',
  ],
  [
    'more sources at once than memory holds',
    changed('{ process: poisson, rate: 3200/s }', '{ process: periodic, sources: 1000000000, period: 1 h }'),
    '6:45',
    'the rate is 1.00e+9/s: more than 1e+7/s',
  ],
  [
    'a component named constructor in a variant',
    `${GOOD}variants:\n  more: { components.constructor.shardCount: 4 }\n`,
    '23:11',
    '"constructor" is taken',
  ],
  [
    'a variant that means another component',
    `${GOOD}variants:\n  more: { components.click.shardCount: 4 }\n`,
    '23:11',
    'the component has no "type"',
    'clicks',
  ],
  [
    'a nested property',
    changed('    to: clicks', '    to: clicks\n    client: { type: sdk, lingr: 1 s }'),
    '14:26',
    'unknown property "lingr" of fake.source.client',
    'linger',
  ],
  ['a missing wire', changed('    to: clicks\n', ''), '10:3', 'fake.source needs "to"'],
  [
    'copies of none',
    changed('    from: clicks', '    from: clicks\n    count: 0'),
    '20:12',
    '0 is too small',
  ],
  [
    'copies of what does not read',
    changed('    to: clicks', '    to: clicks\n    count: 3'),
    '14:5',
    'unknown property "count" of fake.source',
  ],
  [
    'a name that copies take',
    changed('  board:', '  board-1:\n    type: fake.reader\n    from: clicks\n  board:').replace(
      '    from: clicks\nobj',
      '    from: clicks\n    count: 2\nobj',
    ),
    '20:3',
    '"board-1" is a component already',
  ],
  [
    'an implied name that is taken',
    changed('    from: clicks', '    from: clicks\n    leases: true\n  board-leases:\n    type: fake.queue'),
    '17:3',
    '"board" makes a component named "board-leases", which there is already',
  ],
  // Wires.
  [
    'a wire to nothing',
    changed('to: clicks', 'to: click'),
    '13:9',
    'no component is named "click"',
    'clicks',
  ],
  [
    'a wire that AWS does not allow',
    changed('to: clicks', 'to: board'),
    '13:9',
    '"to" cannot lead to "board": fake.reader offers no RecordSink',
    'one of clicks',
  ],
  [
    'a workload that is not there',
    changed('workload: views', 'workload: viewz'),
    '12:15',
    'no workload is named "viewz"',
    'views',
  ],
  [
    'a workload that nobody carries',
    changed('  views:', '  idle:\n    arrivals: { process: poisson, rate: 1/s }\n  views:'),
    '5:3',
    'no component carries workload "idle"',
  ],
  [
    'a stream that nobody writes to',
    changed('  board:', '  other:\n    type: fake.stream\n  board:'),
    '17:3',
    'nothing reaches "other": no component sends to it',
  ],
  [
    'records that go round',
    changed('    from: clicks', '    from: clicks\n    to: clicks'),
    '20:9',
    'records go round: clicks → board → clicks',
  ],
  [
    'a queue that is its own dead-letter queue',
    changed('  board:', '  dead:\n    type: fake.queue\n    deadLetterTarget: dead\n  board:'),
    '19:23',
    '"dead" leads to itself',
  ],
  // Objectives.
  [
    'objectives that are no list',
    changed('  - board.latency.p99 < 1 s', '  board.latency.p99: 1 s'),
    '21:3',
    'objectives are a list',
  ],
  ['an objective of no text', changed('- board.latency.p99 < 1 s', '- 4'), '21:5', 'an objective is text'],
  ['no operator', changed('p99 < 1 s', 'p99 = 1 s'), '21:5', 'an objective is path, operator and quantity'],
  ['no quantity', changed('p99 < 1 s', 'p99 <'), '21:5', 'the objective has no quantity to compare with'],
  [
    'another component',
    changed('board.latency', 'bord.latency'),
    '21:5',
    'no component is named "bord"',
    'board',
  ],
  [
    'another metric',
    changed('board.latency', 'board.latenzy'),
    '21:11',
    'fake.reader has no metric "latenzy"',
    'latency',
  ],
  [
    'another statistic',
    changed('latency.p99', 'latency.p98'),
    '21:18',
    'latency is a distribution: it has no "p98"',
    'p90',
  ],
  ['no statistic', changed('board.latency.p99', 'board.latency'), '21:5', '"board.latency" is no path'],
  [
    'another unit',
    changed('< 1 s', '< 1 KiB'),
    '21:25',
    '"1 KiB" is a size in bytes, not a time',
    'a time, as in 1 s',
  ],
  ['a bare number for a time', changed('< 1 s', '< 1'), '21:25', '"1" is a plain number, not a time'],
  [
    'a share without percent',
    changed('latency.p99 < 1 s', 'lost.ratio < 0.001'),
    '21:24',
    '"0.001" is a plain number, not a share',
  ],
  [
    'another part',
    changed('board.latency.p99 < 1 s', 'clicks[shard-9].IncomingBytes.sum < 1 GB'),
    '21:12',
    'clicks has no shard "shard-9"',
    /shard-\d/,
  ],
  [
    'a part where there is none',
    changed('board.latency.p99', 'clicks[shard-1].Age.p99'),
    '21:11',
    'Age is kept for the whole of clicks alone',
  ],
  [
    'another cost',
    changed('board.latency.p99 < 1 s', 'cost.perYear < 1 USD'),
    '21:5',
    'unknown cost "perYear"',
    'cost.perMonth',
  ],
  // Prices, variants.
  [
    'a price of another type',
    `${GOOD}cost: { prices: { fake.streem: { shard-hour: 1 USD } } }\n`,
    '22:19',
    'unknown type "fake.streem"',
    'fake.stream',
  ],
  [
    'a price of another meter',
    `${GOOD}cost: { prices: { fake.stream: { shard-hours: 1 USD } } }\n`,
    '22:34',
    'fake.stream has no meter "shard-hours"',
    'shard-hour',
  ],
  [
    'a price without unit',
    `${GOOD}cost: { prices: { fake.stream: { shard-hour: 1 } } }\n`,
    '22:46',
    'shard-hour: 1 has no unit',
  ],
  ['a variant that changes nothing', `${GOOD}variants:\n  more:\n`, '23:3', 'variant "more" changes nothing'],
  ['a variant named cost', `${GOOD}variants:\n  cost: { seed: 2 }\n`, '23:3', '"cost" is taken'],
  [
    'a value in a variant',
    `${GOOD}variants:\n  more: { components.clicks.shardCount: 0 }\n`,
    '23:41',
    'shardCount: 0 is too small',
  ],
  [
    'a property in a variant',
    `${GOOD}variants:\n  more: { components.clicks.shards: 3 }\n`,
    '23:11',
    'unknown property "shards" of fake.stream',
  ],
  [
    'a variant that breaks a wire',
    `${GOOD}variants:\n  less: { components.clicks: null }\n`,
    '13:9',
    'no component is named "clicks" (in variant "less")',
  ],
  [
    'an objective that a variant breaks',
    `${GOOD}variants:\n  less: { components.board: null }\n`,
    '21:5',
    'no component is named "board" (in variant "less")',
  ],
  [
    'a value given twice by dots',
    `${GOOD}variants:\n  more: { components.clicks.shardCount: 1, components: { clicks: { shardCount: 2 } } }\n`,
    '23:80',
    'this value is given twice',
  ],
];

function row([what, text, place, message, hint]: Row) {
  return { what, text, place, message, hint };
}

describe('a mistake is told at its place', () => {
  it.each(ROWS.map(row))('$what', async ({ text, place, message, hint }) => {
    const found = await mistakes(text);
    const [line, column] = place.split(':').map(Number);
    const told = found.find((mistake) => mistake.line === line && mistake.column === column);
    expect(told ?? found).toMatchObject({ file: 'a.yaml', line, column });
    expect(told!.message).toContain(message);
    if (hint === undefined) return;
    const said = told!.didYouMean ?? told!.expected ?? '';
    if (typeof hint === 'string') expect(said).toBe(hint);
    else expect(said).toMatch(hint);
  });

  it.each(ROWS.map(row))('and alone: $what', async ({ text }) => {
    // One cause is one mistake: what follows from it is not told as well.
    const found = await mistakes(text);
    const causes = new Set(found.map(({ line }) => line));
    expect(causes.size).toBeLessThanOrEqual(2);
  });
});

describe('all mistakes of a scenario', () => {
  it('are told at once, in the order of the file', async () => {
    const text = changed('5 min', '5 m')
      .replace('40%', '0.4')
      .replace('shardCount', 'shardcount')
      .replace('from: clicks', 'from: click')
      .replace('p99 < 1 s', 'p9 < 1 s');
    const found = await mistakes(text);
    expect(found.map(({ line }) => line)).toEqual([2, 7, 16, 19, 21]);
  });

  it('are told once, though base and variants share them', async () => {
    const variants = 'variants:\n  a: { seed: 2 }\n  b: { seed: 3 }\n';
    const found = await mistakes(`${changed('shardCount: 4', 'shardCount: 0')}${variants}`);
    expect(found).toHaveLength(1);
  });

  it('are the first twenty, and how many more', async () => {
    const strays = Array.from({ length: 25 }, (_, i) => `stray${i}: 1\n`).join('');
    const error = await failure(GOOD + strays);
    expect(error.mistakes).toHaveLength(20);
    expect(error.more).toBe(5);
    expect(error.mistakes[0]).toMatchObject({
      line: 22,
      message: 'unknown property "stray0" of the scenario',
    });
  });

  it('name the option of the command line that holds them', async () => {
    const found = await mistakes(GOOD, {
      sets: ['components.clicks.shardCount=0', 'components.clicks', 'duration=[1', 'colour=3'],
      designs: ['bas'],
    });
    expect(found.map(({ file, line, column, message }) => [file, `${line}:${column}`, message])).toEqual([
      ['--set components.clicks', '1:1', 'this sets nothing'],
      ['--set duration=[1', '1:12', expect.stringMatching(/^YAML: /)],
      ['--set colour=3', '1:1', 'unknown property "colour" of the scenario'],
      ['--set components.clicks.shardCount=0', '1:30', 'shardCount: 0 is too small'],
      ['--design bas', '1:1', 'no design is named "bas"'],
    ]);
  });
});

describe('what is no YAML any more', () => {
  it('is told line by line: what a merge has left counts as the lines that it is', async () => {
    const first = ['a: { b: $$', '{X}, c: 1 }'].join('');
    const merged = `${first}\nd:\n<<<<<<< ours\n  e: 1\n=======\n  f: 1\n>>>>>>> theirs\ng: 2\n`;
    const found = await mistakes(merged);
    // The parser takes lines 3 and 4, and 5 and 6, for one text each.
    expect(found.filter(({ line }) => line > 2).map(({ line, column }) => [line, column])).toEqual([
      [3, 1],
      [4, 4],
      [4, 6],
      [5, 1],
      [6, 4],
      [6, 6],
      [7, 1],
      [7, 9],
      [8, 1],
    ]);
    expect(found.at(-1)!.text).toBe('g: 2');
  });
});

describe('an attack', () => {
  it('of aliases is counted, not exploded', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `x-${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
    );
    const bomb = `x-0: &l0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n${levels.join('\n')}\n${GOOD}`;
    const found = await mistakes(bomb);
    expect(found[0]!.message).toBe('aliases make more than 100000 values of this');
  });

  it('of 50 MB is answered without being parsed', async () => {
    const found = await mistakes('a: 1\n'.repeat(10_000_000));
    expect(found).toMatchObject([
      { message: 'the file is too large for a scenario (47.7 MiB)', expected: 'at most 1 MiB' },
    ]);
  });

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['groups', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['flow groups', `${'{a: '.repeat(2_000)}1${'}'.repeat(2_000)}`],
  ])('of deep %s is refused', async (_, text) => {
    expect((await mistakes(text)).length).toBeGreaterThan(0);
  });

  it('on prototypes changes nothing but the answer', async () => {
    await mistakes(`${GOOD}__proto__: { polluted: 1 }\n`);
    await mistakes(GOOD, { sets: ['__proto__.polluted=1', 'constructor.prototype.polluted=1'] });
    await mistakes(
      `${GOOD}variants: { a: { __proto__.polluted: 1, x.constructor.prototype.polluted: 1 } }\n`,
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
