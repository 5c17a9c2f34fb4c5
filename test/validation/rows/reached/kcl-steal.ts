// How many leases a worker of the Kinesis Client Library 2.x takes at once from the one that has most, by hand from its source: one, unless
// maxLeasesToStealAtOneTime says more. Of two workers with eight leases one crashes after a second, and the other has all of them
// 40.1 s later. It is back at 60 s, looks at once and every 20.05 s, and takes one each time, so three by 119 s; where it may
// take two, it has its share of four by then.

import { ScenarioError } from '../../../../src/scenario/mistake.ts';
import { sumOf } from '../../replications.ts';
import type { Row } from '../../row.ts';
import { workedRow } from '../../worked-row.ts';
import { crash, faults, LIBRARY } from './kcl-settings.ts';

const OF_THE_CRASHED = 4;

const row = workedRow({
  name: 'kcl-steal',
  source:
    'Kinesis Client Library 2.7, leases/LeaseManagementConfig.java and dynamodb/DynamoDBLeaseTaker.java',
  scenario: 'test/validation/scenarios/reached-kcl.yaml',
  claims: [
    { seconds: 59, stolen: 0, sets: [], how: '' },
    { seconds: 119, stolen: 3, sets: [], how: '' },
    {
      seconds: 119,
      stolen: 4,
      sets: [`${LIBRARY}.maxLeasesToStealAtOneTime=2`],
      how: ', two at a time',
    },
  ].map(({ seconds, stolen, sets, how }) => ({
    what: `one of two workers with 8 leases is back after 60 s${how}: leases taken in ${seconds} s`,
    expected: OF_THE_CRASHED + stolen,
    within: 0,
    sets: [
      'components.stream.shardCount=8',
      `${LIBRARY}.workers=2`,
      faults(crash('1 s', '59 s', 2)),
      `duration=${seconds} s`,
      ...sets,
    ],
    reaches: ['kinesis.consumer limit kclLeasesToSteal'],
    seen: (result) => sumOf(result, 'application', 'TakenLeases'),
  })),
});

/** A part of a lease is none that the library could be set to: with one and a quarter, nothing runs. */
export const kclSteal: Row = {
  ...row,
  run: async (bench) => {
    try {
      return await row.run(bench);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      return row.claims.map(() => ({ value: 'refused before the run', holds: false }));
    }
  },
};
