import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../src/services/component.ts';
import { queueFindings } from '../../../src/services/sqs/findings/queue-findings.ts';
import { queueSchema } from '../../../src/services/sqs/queue/queue-schema.ts';

/** What is said of a queue that measured so. */
function said(
  config: Readonly<Record<string, unknown>>,
  metrics: Readonly<Record<string, number>>,
  fates: Readonly<Record<string, number>> = {},
  dead: Readonly<Record<string, unknown>> = {},
) {
  const lost = Object.values(fates).reduce((sum, count) => sum + count, 0);
  const measured: Measured = {
    component: 'orders',
    windowSeconds: 100,
    parts: [],
    statistic: (metric, statistic) => metrics[`${metric}.${statistic}`] ?? null,
    worstSecond: () => null,
    rateAtEnd: () => null,
    facts: [],
    flows: [{ from: 'source', to: 'worker', produced: 1000, lost, fates }],
    neighbour: () => ({ type: 'sqs.queue', config: queueSchema.parse(dead) }),
  };
  return queueFindings(queueSchema.parse(config), measured);
}

describe('what is said of a queue', () => {
  it('is nothing where nothing is wrong', () => {
    expect(
      said(
        {},
        {
          'BilledRequests.sum': 1000,
          'NumberOfEmptyReceives.sum': 190,
          'LateDeletes.sum': 1,
          'NumberOfMessagesDeleted.sum': 1000,
        },
      ),
    ).toEqual([]);
  });

  it('is that its retention lost messages, and which part of the loss that is', () => {
    const [finding] = said(
      { messageRetentionPeriod: '90 s' },
      { 'Expired.sum': 30 },
      { expired: 30, rejected: 10 },
    );
    expect(finding).toMatchObject({
      severity: 'error',
      title: '30 messages expire: nobody deletes them within 90 s',
      shareOfHarm: 0.75,
    });
  });

  it('is that its dead-letter queue filled', () => {
    const redrivePolicy = { deadLetterTarget: 'dead', maxReceiveCount: 3 };
    const [finding] = said(
      { redrivePolicy },
      { 'DeadLettered.sum': 12, 'DeadLettered.ratio': 0.012 },
      { deadLettered: 12 },
    );
    expect(finding).toMatchObject({
      title: '12 messages went to the dead-letter queue "dead"',
      limit: 'maxReceiveCount: 3',
      shareOfHarm: 1,
    });
    expect(finding!.advice).toContain('poison');
    expect(finding!.advice).toContain('Let "dead" keep messages longer');
    const longer = said(
      { redrivePolicy },
      { 'DeadLettered.sum': 12 },
      {},
      { messageRetentionPeriod: '14 d' },
    );
    expect(longer[0]!.advice).not.toContain('longer than this queue');
  });

  it('is that as many are in flight as may be, and how that shows', () => {
    const full = { 'ApproximateNumberOfMessagesNotVisible.max': 120_000 };
    expect(said({}, { ...full, 'OverLimit.sum': 7 })[0]!.title).toBe(
      '120,000 messages are in flight, as many as may be, and 7 short polls are refused with OverLimit',
    );
    expect(said({}, full)[0]!.title).toContain('long polls wait');
    expect(said({ fifoQueue: true }, full)[0]!.title).toContain('nothing tells of it');
    expect(said({}, { 'ApproximateNumberOfMessagesNotVisible.max': 119_999 })).toEqual([]);
  });

  it('is that its visibility timeout is too short for the work', () => {
    const [finding] = said(
      { visibilityTimeout: '10 s' },
      { 'LateDeletes.sum': 50, 'NumberOfMessagesDeleted.sum': 1000, 'Redelivered.ratio': 0.2 },
    );
    expect(finding!.title).toBe(
      '5.0 % of the deletes come after the visibility timeout of 10 s: what is still worked on is received once more',
    );
    expect(finding!.evidence).toEqual({
      lateDeletes: 50,
      lateShareOfDeletes: 0.05,
      redeliveredShareOfReceived: 0.2,
    });
  });

  it('is which share of the bill is for receives of nothing', () => {
    const [finding] = said(
      {},
      { 'BilledRequests.sum': 1000, 'NumberOfEmptyReceives.sum': 400, 'NumberOfEmptyReceives.rate': 4 },
    );
    expect(finding!.title).toBe('40 % of the billed requests are receives that bring nothing');
  });
});
