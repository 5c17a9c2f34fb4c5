// The lives of records as text: a line an event, times from the start of the measured window.

import type { RecordLife } from '../experiment/record-trace.ts';

/** The life of each record. Text that came from the scenario is stripped of what a terminal would obey. */
export function renderLives(design: string, replication: number, lives: readonly RecordLife[]): string {
  return lives
    .map(({ component, number, events, ended }) => {
      const title = `  record ${component}:${number}, design ${design}, replication ${replication}`;
      const lines = events.map(
        ({ atUs, what }, i) =>
          `${time(atUs)} ${i === 0 ? ' '.repeat(14) : since(atUs - events[0]!.atUs)}  ${what}`,
      );
      if (events.length === 0) lines.push('    it was not sent in this run');
      else if (!ended) lines.push('    it was still in flight when the run ended');
      return [title, ...lines].join('\n');
    })
    .map((text) => text.replace(/[^\P{C}\n]/gu, ' '))
    .join('\n\n')
    .concat('\n');
}

function time(us: number): string {
  return `${(us / 1e6).toFixed(6)} s`.padStart(18);
}

function since(us: number): string {
  return `+${(us / 1e3).toFixed(3)} ms`.padStart(14);
}
