// What a cluster refuses and why, and what its caches do not catch.

import { percent, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { sum } from '../../records/measured-sums.ts';
import type { AcceleratorConfig } from './accelerator-schema.ts';
import { NODE_TYPES } from './nodes.ts';

/** A share of misses that is worth a word. */
const FEW_HITS = 0.5;
/** A share of hits in what the nodes do beside which the rest is little. */
const MOST_HITS = 0.8;

/** Findings of one cluster. */
export function acceleratorFindings(config: AcceleratorConfig, measured: Measured): readonly FindingDraft[] {
  return [...throttledFindings(config, measured), ...missFindings(measured)];
}

function throttledFindings(
  { nodeType, replicationFactor }: AcceleratorConfig,
  measured: Measured,
): readonly FindingDraft[] {
  const throttled = sum(measured, 'ThrottledRequestCount');
  if (throttled === 0) return [];
  const share = throttled / sum(measured, 'TotalRequestCount');
  const { facts } = measured;
  const ofWrites =
    facts.reduce((all, { shareOfWrites }) => all + (shareOfWrites as number), 0) / Math.max(1, facts.length);
  return [
    {
      severity: 'error',
      title: `${percent(share)} of the requests are throttled by the cluster’s nodes: ${percent(ofWrites)} of what they do are writes`,
      limit: `${whole(NODE_TYPES[nodeType].requestsPerSecond)} normalised requests/s of a ${nodeType}, ${replicationFactor} of them`,
      shareOfHarm: null,
      evidence: { throttledRequests: throttled, shareOfWrites: ofWrites },
      advice:
        shareOfHits(measured) > MOST_HITS
          ? 'The cache has nearly all that it is asked for, and its nodes do no more: take larger nodes, or more of them.'
          : ofWrites > FEW_HITS
            ? 'A write is done by every node, so that more of them take no more writes: take larger nodes, or let writes go to the table itself.'
            : 'What the cache has not, and what it is not asked for (consistent reads, transactions), takes a node ten times what a hit does: keep it longer, or send it to the table itself. Else take larger nodes, or more of them.',
    },
  ];
}

// Which part of what the nodes do is to answer from the cache.
function shareOfHits({ facts }: Measured): number {
  return facts.reduce((all, { shareOfHits: one }) => all + (one as number), 0) / Math.max(1, facts.length);
}

function missFindings(measured: Measured): readonly FindingDraft[] {
  const lookups = sum(measured, 'ItemCacheLookups');
  const hits = sum(measured, 'ItemCacheHits');
  if (lookups === 0 || hits / lookups >= FEW_HITS) return [];
  const isFull = sum(measured, 'EvictedSize') > 0;
  return [
    {
      severity: 'warning',
      title: `the cache has ${percent(hits / lookups)} of the items that are read: most reads go on to the table, and take a node ten times as much`,
      limit: isFull
        ? 'the memory of one node: all nodes keep the same'
        : 'recordTtl, and how often each key is read',
      shareOfHarm: null,
      evidence: { lookups, hits, evictedBytes: sum(measured, 'EvictedSize') },
      advice: isFull
        ? 'Take nodes with more memory.'
        : 'Keep items longer (recordTtl) if they may be older, or read without the cache: keys that are read once are not worth it.',
    },
  ];
}
