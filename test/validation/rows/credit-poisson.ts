// The unused capacity of a table under Poisson writes is the queue M/D/1/B, too: what is missing of 300 s of it is the work that
// is unfinished. A write is taken while anything is left, so an item of a part of it finds one place more than fits in. A table of
// one unit holds few items of many units: of 300, one and the overdraft; of 50, six and the overdraft.

import { queueRow } from '../queue-row.ts';
import { sumOf } from '../replications.ts';
import { lossOfMD1 } from '../theory.ts';

const SAVED_UNITS = 300;

const ITEMS = [
  { units: 300, load: 0.8, printed: '0.199570', customers: 40_000 },
  { units: 50, load: 1, printed: '0.0731707', customers: 400_000 },
] as const;

export const creditPoisson = ITEMS.map(({ units, load, printed, customers }) => {
  const places = SAVED_UNITS / units + 1;
  return queueRow({
    name: `credit-${places}`,
    source: 'Kleinrock I, 5.6: the chain embedded at departures, solved for B places',
    scenario: 'test/validation/scenarios/table.yaml',
    sets: [`workloads.items.arrivals.rate=${(3600 * load) / units}/h`, `workloads.items.size=${units} KiB`],
    arrivalsPerSecond: load / units,
    customers,
    warmupSeconds: 100 * units,
    seeds: ['credit', 'credit-again'],
    claims: [
      {
        what: `300 s of a table’s unused write capacity, items of ${units} KiB (M/D/1/${places}) at load ${load}: share refused`,
        printed,
        exact: lossOfMD1(load, places),
        within: 0.01,
        seen: (result) => sumOf(result, 'table', 'WriteThrottleEvents') / sumOf(result, 'table', 'Requests'),
      },
    ],
  });
});
