// The last line of a comparison, in words, as hyperfine has it: "salted-key loses nothing where base loses 23.5 %, and
// costs 1.19 times as much". It says loss and cost first; where nothing is lost, also the first objective that tells the two
// apart, for a price without what is got for it misleads; where neither was compared, whatever was.

import type { Comparison, Result } from '../experiment/result.ts';
import { formatEstimate, formatNumber, formatQuantity } from './number.ts';

const LOST = '.lost.ratio';
const APPLICATIONS = 2;

/** One sentence a design that was compared, in the order of the designs. */
export function closingSentences(result: Result): readonly string[] {
  const names = [...new Set(result.comparisons.map(({ design }) => design))];
  return names.map((name) => {
    const rows = result.comparisons.filter(({ design }) => design === name);
    const losses = rows.filter(({ path }) => path.endsWith(LOST));
    const nothingLost =
      losses.length > 0 && losses.every(({ base, value }) => base.value === 0 && value.value === 0);
    const clauses = [
      ...(nothingLost
        ? [loss(losses[0]!, false), ...rows.filter(tellsApart).slice(0, 1).map(plain)]
        : losses.slice(0, APPLICATIONS).map((row) => loss(row, losses.length > 1))),
      ...rows.filter(({ path }) => path === 'cost.perMonth').map(cost),
      ...missing(result, name, rows),
    ].filter((clause) => clause !== '');
    const said = clauses.length > 0 ? clauses : rows.slice(0, 2).map(plain);
    return `${name} ${said.join(', and ')}.`;
  });
}

function tellsApart({ path, group, verdict, base, value }: Comparison): boolean {
  if (group !== 'objective' || path.endsWith(LOST) || path === 'cost.perMonth') return false;
  return (verdict === 'better' || verdict === 'worse') && base.value !== null && value.value !== null;
}

/** Where there are several applications, each loss says whose it is. */
function loss({ path, against, base, value, verdict }: Comparison, several: boolean): string {
  if (base.value === null || value.value === null) return '';
  const where = several ? ` on the way to ${path.slice(0, -LOST.length)}` : '';
  const share = (lost: number): string => (lost === 0 ? 'nothing' : formatQuantity(lost, 'ratio'));
  if (base.value === 0 && value.value === 0) return `loses nothing${where}, as does ${against}`;
  if (verdict === 'equal' || verdict === 'same within')
    return `loses as much${where} as ${against} (${share(base.value)})`;
  const isOpen = verdict === 'no difference seen' || verdict === 'not told';
  if (isOpen && share(value.value) === share(base.value)) {
    return `loses as much${where} as ${against} (${share(base.value)}), as far as can be seen`;
  }
  const said = `loses ${share(value.value)}${where} where ${against} loses ${share(base.value)}`;
  return isOpen ? `${said}, which may be chance` : said;
}

// Where a design has no price for something that it uses, there is no cost to compare.
function missing({ designs }: Result, name: string, rows: readonly Comparison[]): readonly string[] {
  const [words] = designs
    .filter((design) => design.name === name || design.name === rows[0]?.against)
    .flatMap((design) => design.cost.missingPrices.map((one) => `${design.name}: ${one}`));
  return words === undefined ? [] : [`cannot be compared by cost (${words})`];
}

function cost({ against, base, value, ratio, verdict }: Comparison): string {
  if (ratio.value === null || base.value === null || value.value === null) return '';
  if (verdict === 'equal' || verdict === 'same within') return `costs the same as ${against}`;
  if (verdict === 'no difference seen') return `costs the same as ${against}, as far as can be seen`;
  const times = formatNumber(ratio.value, { limit: 1 });
  return `costs ${times} times as much (${formatQuantity(value.value, 'USD')} a month, not ${formatQuantity(base.value, 'USD')})`;
}

function plain({ path, unit, against, base, value }: Comparison): string {
  const text = (estimate: Comparison['base']): string => formatEstimate({ ...estimate, ci95: null }, unit);
  return `has ${path} ${text(value)} where ${against} has ${text(base)}`;
}
