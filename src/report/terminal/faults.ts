// What went wrong on purpose, and how each flow bore it: detected, recovered, caught up. Times count from the fault's
// beginning.

import type { FaultFlowResult, FaultResult } from '../../experiment/result.ts';
import { faultTime, faultTitle, wasNoticed } from '../fault-words.ts';
import { formatEstimate } from '../number.ts';
import { counted } from '../words.ts';
import { blank, type Line, row, text } from './layout.ts';

const FAULTS = 6;
const FLOWS = 4;

export function faultLines(faults: readonly FaultResult[]): readonly Line[] {
  if (faults.length === 0) return [];
  const left = faults.length - FAULTS;
  return [
    blank,
    text('faults (times from the beginning of each)', 'strong'),
    ...faults.slice(0, FAULTS).flatMap(linesOf),
    ...(left > 0 ? [text(`and ${counted(left, 'more fault')} in the files`, 'quiet', '', 6)] : []),
  ];
}

function linesOf(fault: FaultResult): readonly Line[] {
  const noticed = fault.flows.filter(wasNoticed);
  const left = noticed.length - FLOWS;
  return [
    text(faultTitle(fault), 'open', '!', 6),
    ...(noticed.length === 0 ? [text('no flow left what was usual before', 'good', '', 8)] : []),
    ...noticed.slice(0, FLOWS).flatMap(flowLines),
    ...(left > 0 ? [text(`and ${counted(left, 'more flow')} in the files`, 'quiet', '', 8)] : []),
  ];
}

function flowLines(flow: FaultFlowResult): readonly Line[] {
  return [
    text(`${flow.from} → ${flow.to}`, 'plain', '', 8),
    row('  detected', faultTime(flow.detected, 'at once')),
    row('  throughput back', faultTime(flow.recovered, 'never fell')),
    row('  caught up', faultTime(flow.caughtUp, 'there was no backlog')),
    row('  most records in flight', formatEstimate(flow.mostInFlight, 'count')),
  ];
}
