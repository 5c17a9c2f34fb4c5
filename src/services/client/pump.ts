// A workload's pump, as its arrivals want it.

import type { Traffic } from '../../workload/traffic.ts';
import type { Site } from '../component.ts';
import { ArrivalPump, type ArrivalTaker, type Pump } from './arrival-pump.ts';
import { ClosedPump } from './closed-pump.ts';

/** The pump of a traffic. @param origin the ledger's number of the source that answers for its records */
export function pumpOf(site: Site, origin: number, traffic: Traffic, taker: ArrivalTaker): Pump {
  return traffic.users === null
    ? new ArrivalPump(site.engine, site.name, traffic, taker)
    : new ClosedPump(site, origin, traffic, traffic.users, taker);
}
