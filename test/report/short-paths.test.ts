import { describe, expect, it } from 'vitest';
import { shortPaths } from '../../src/report/short-paths.ts';

describe('paths in the heading of a table', () => {
  it.each([
    ['are their last two steps', ['components.events.shardCount'], ['events.shardCount']],
    [
      'are longer where two would be alike',
      ['components.a.client.hosts', 'components.b.client.hosts'],
      ['a.client.hosts', 'b.client.hosts'],
    ],
    [
      'begin behind a position in a list',
      ['components.charge.eventSourceMappings.0.batchSize', 'replications'],
      ['batchSize', 'replications'],
    ],
    [
      'name the lists where two positions would be alike',
      [
        'components.charge.eventSourceMappings.0.batchSize',
        'components.charge.eventSourceMappings.1.batchSize',
      ],
      ['eventSourceMappings.0.batchSize', 'eventSourceMappings.1.batchSize'],
    ],
    [
      'are whole where nothing shorter tells them apart',
      ['a.batchSize', 'b.a.batchSize'],
      ['a.batchSize', 'b.a.batchSize'],
    ],
  ])('%s', (_what, paths, short) => {
    expect(shortPaths(paths)).toEqual(short);
  });
});
