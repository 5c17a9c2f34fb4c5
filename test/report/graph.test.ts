// What is drawn of a design, before it is drawn, and what waits in it.

import { describe, expect, it } from 'vitest';
import type { DesignResult } from '../../src/experiment/result.ts';
import { graphOf } from '../../src/report/html/charts/graph.ts';
import { lineChart } from '../../src/report/html/charts/lines.ts';
import { backlogOverlays, latencyOverlay } from '../../src/report/html/charts/overlay.ts';
import { throughputPanels } from '../../src/report/html/charts/throughput.ts';
import { renderHtml } from '../../src/report/html/page.ts';
import { hotShard } from './fixture.ts';

const base = (): DesignResult => hotShard().designs[0]!;

/** The base with three readers, of which only the first gets nothing of what is lost. */
function threeReaders(): DesignResult {
  const design = base();
  const { dashboard, ...others } = design.components;
  return {
    ...design,
    components: {
      ...others,
      dashboard: dashboard!,
      archive: dashboard!,
      alerts: dashboard!,
      leases: dashboard!,
    },
    wires: [...design.wires, { from: 'clicks', to: 'archive' }, { from: 'clicks', to: 'alerts' }],
  };
}

describe('the picture of a design', () => {
  it('has sources first, readers last, and below them what no records reach', () => {
    const { rows, wires } = graphOf(threeReaders(), 300);
    expect(rows.map((row) => row.map(({ title }) => title))).toEqual([
      ['web-servers'],
      ['clicks'],
      // Two that are alike in all are one; the dashboard has a flow of its own, and losses.
      ['dashboard', 'archive … alerts (2)'],
      ['leases'],
    ]);
    expect(wires.map(({ from, to }) => `${from.title} > ${to.title}`)).toEqual([
      'web-servers > clicks',
      'clicks > dashboard',
      'clicks > archive … alerts (2)',
    ]);
  });

  it('says where it throttles, what is lost and how', () => {
    const nodes = graphOf(base(), 300).rows.flat();
    expect(nodes.map(({ trouble }) => trouble)).toEqual(['none', 'refuses', 'loses']);
    // 3,200 records/s in 300 s, of which 23.5 % are throttled out.
    expect(nodes[0]!.words.at(-1)!.text).toBe('produces 3,200/s');
    expect(nodes[2]!.words.at(-1)!.text).toBe('✗ never gets 23.5 % of what web-servers makes: throttled out');
  });

  it('goes on where wires lead in a ring or to nothing', () => {
    const wires = [
      { from: 'web-servers', to: 'clicks' },
      { from: 'clicks', to: 'web-servers' },
      { from: 'clicks', to: 'nowhere' },
    ];
    const graph = graphOf({ ...base(), wires }, 300);
    expect(graph.rows.flat()).toHaveLength(3);
    expect(graph.wires).toHaveLength(2);
  });
});

describe('all designs in one chart of p99', () => {
  it('names the design whose p99 lies among what was lost, instead of leaving it out in silence', async () => {
    const [lossy, , salted] = hotShard().designs;
    const designs = [lossy!, salted!, { ...salted!, name: 'salted-more' }];
    const overlay = latencyOverlay(designs, 'dashboard')!;
    expect(overlay.chart.lines.map(({ name }) => name)).toEqual(['salted-key', 'salted-more']);
    expect(overlay.untold).toEqual(['base']);
    expect(await renderHtml({ ...hotShard(), designs, comparisons: [] })).toContain('No line: base.');
  });

  it('is left out where there is but one line', () => {
    expect(latencyOverlay(hotShard().designs, 'dashboard')).toBeNull();
  });
});

describe('what waits', () => {
  const waiting = (values: readonly (number | null)[], backlog: boolean): DesignResult => ({
    ...base(),
    series: {
      periodSeconds: 10,
      lines: [
        {
          component: 'backend',
          metric: 'QueueLength',
          part: null,
          unit: 'count',
          statistic: 'mean',
          periodSeconds: 10,
          values,
          capacity: null,
          ...(backlog ? { backlog: true as const } : {}),
        },
      ],
    },
  });

  it('is drawn for what is declared a backlog and ever was one, all designs in one chart', async () => {
    const growing = waiting([1, 20, 300], true);
    expect(backlogOverlays([waiting([0, 0, null], true)])).toEqual([]);
    expect(backlogOverlays([waiting([5, 5, 5], false)])).toEqual([]);
    const [overlay, ...more] = backlogOverlays([growing, { ...growing, name: 'larger' }]);
    expect(more).toEqual([]);
    expect(overlay!.title).toBe('backend: QueueLength, mean');
    expect(overlay!.chart.lines.map(({ name, design }) => [name, design])).toEqual([
      ['base', 0],
      ['larger', 1],
    ]);
    const page = await renderHtml({ ...hotShard(), designs: [growing], comparisons: [] });
    expect(page).toContain('<h2 id="backlog-title">Backlog over time</h2>');
  });
});

describe('a fault', () => {
  it('is a band behind every line over time, for as long as it lasted', () => {
    const crash = { kind: 'crash', to: ['dashboard'], atSeconds: 60, forSeconds: 90, flows: [] };
    const [whole] = throughputPanels([{ ...base(), faults: [crash] }], 'clicks');
    const chart = lineChart(whole![0]!.chart);
    expect(chart.time!.bands).toEqual([
      { title: 'dashboard: crashed, from 1 min to 2.5 min', fromSeconds: 60, toSeconds: 150 },
    ]);
    // The window of five minutes is told in minutes.
    const [band] = chart.spec.layer as readonly {
      mark: { type: string };
      data: { values: readonly object[] };
    }[];
    expect(band!.mark.type).toBe('rect');
    expect(band!.data.values).toEqual([expect.objectContaining({ t: 1, end: 2.5 })]);
  });

  it('leaves no band where there was none', () => {
    const [whole] = throughputPanels([base()], 'clicks');
    expect(lineChart(whole![0]!.chart).time!.bands).toEqual([]);
  });
});
