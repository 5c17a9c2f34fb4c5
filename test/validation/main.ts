// `npm run validate`: runs every row (or those whose names begin with `--only NAME`), prints the table, and writes
// VALIDATION.md when all rows were run. It exits with 1 when a row fails.

import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { workersOf } from '../../src/experiment/pool.ts';
import type { Claim, Kind, Row, Seen } from './row.ts';
import { rows } from './rows.ts';

const KINDS: readonly Kind[] = ['exact', 'predicted', 'calibrated'];
const at = process.argv.indexOf('--only');
const only = at < 0 ? null : (process.argv[at + 1] ?? '');
const chosen = rows.filter(({ name }) => only === null || name.startsWith(only));
if (chosen.length === 0) {
  console.error(`no row is named ${only}; there are ${rows.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

interface Told {
  readonly row: Row;
  readonly claim: Claim;
  readonly seen: Seen;
}

const told: Told[] = [];
const pool = await workersOf(Math.min(2, availableParallelism()));
try {
  for (const row of chosen) {
    const seen = await row.run({ pool });
    for (const [i, claim] of row.claims.entries()) {
      told.push({ row, claim, seen: seen[i]! });
      const mark = seen[i]!.holds ? '✓' : '✗';
      console.log(`${mark} ${row.name}  ${claim.what}: expected ${claim.expected}, seen ${seen[i]!.value}`);
    }
  }
} finally {
  await pool.close();
}

const failed = told.filter(({ seen }) => !seen.holds).length;
if (only === null) writeFileSync('VALIDATION.md', page(told));
console.log(`${told.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function page(all: readonly Told[]): string {
  const counts = KINDS.map((kind) => {
    const of = all.filter(({ row }) => row.kind === kind);
    return `${of.filter(({ seen }) => seen.holds).length} of ${of.length} ${kind}`;
  });
  return `# Validation

What the simulator is held to that it did not write itself: exact results of queueing theory, arithmetic by hand, real
programs, and published measurements. \`npm run validate\` runs every row and writes this page; \`npm run validate --
--only mmc-10\` runs one. Tolerances stood before the runs. *Exact* rows follow from theory, arithmetic or a program;
*predicted* ones were published by others and nothing was fitted to them; *calibrated* ones were fitted, and prove nothing.

Held: ${counts.join(', ')}.

${KINDS.map((kind) => table(kind, all)).join('\n')}`;
}

function table(kind: Kind, all: readonly Told[]): string {
  const lines = all
    .filter(({ row }) => row.kind === kind)
    .map(({ row, claim, seen }) =>
      cells([
        row.name,
        claim.what,
        claim.expected,
        seen.value,
        claim.tolerance,
        claim.source,
        seen.holds ? '✓' : '✗',
      ]),
    );
  const title = `${kind[0]!.toUpperCase()}${kind.slice(1)}`;
  const head = cells(['row', 'what', 'expected', 'seen', 'tolerance', 'source', 'holds']);
  return `## ${title}\n\n${head}\n|---|---|---|---|---|---|---|\n${lines.join('\n')}\n`;
}

function cells(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}
