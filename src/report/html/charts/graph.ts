// A design's graph as it is drawn: components in rows, from the sources down to the last reader, with what is said of
// each. Components that are alike in all (five readers of one stream) are one node.

import type { DesignResult, FlowResult } from '../../../experiment/result.ts';
import { FATES } from '../../../experiment/result.ts';
import { formatQuantity, unitOf } from '../../number.ts';
import { amount, tellingRefusals } from '../../refusals.ts';
import { FATE_WORDS, listed } from '../../words.ts';
import type { Colour } from '../palette.ts';

const LOST = FATES.filter((fate) => !['delivered', 'stored', 'filtered', 'inFlight'].includes(fate));

/** One line of text in a box. */
export interface Words {
  readonly text: string;
  readonly colour: Colour;
  readonly bold?: boolean;
}

export interface Node {
  /** The components that it stands for, one as a rule. */
  readonly names: readonly string[];
  readonly title: string;
  readonly words: readonly Words[];
  readonly trouble: 'refuses' | 'loses' | 'none';
}

export interface Graph {
  readonly rows: readonly (readonly Node[])[];
  readonly wires: readonly { readonly from: Node; readonly to: Node }[];
}

/** What is drawn of one design. */
export function graphOf(design: DesignResult, windowSeconds: number): Graph {
  const nodes = nodesOf(design, windowSeconds);
  const nodeOf = new Map(nodes.flatMap((node) => node.names.map((name) => [name, node] as const)));
  const wires = new Map<string, Graph['wires'][number]>();
  for (const { from, to } of design.wires) {
    const [start, end] = [nodeOf.get(from), nodeOf.get(to)];
    if (start === undefined || end === undefined) continue;
    wires.set(JSON.stringify([start.title, end.title]), { from: start, to: end });
  }
  const drawn = [...wires.values()];
  return { rows: rowsOf(nodes, drawn), wires: drawn };
}

function nodesOf(design: DesignResult, windowSeconds: number): readonly Node[] {
  const alike = new Map<string, { names: string[]; said: Said }>();
  for (const name of Object.keys(design.components)) {
    const said = saidOf(design, name, windowSeconds);
    const into = design.wires.filter(({ to }) => to === name).map(({ from }) => from);
    const out = design.wires.filter(({ from }) => from === name).map(({ to }) => to);
    const key = into.length === 0 && out.length === 0 ? name : JSON.stringify([said, into, out]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { names: [name], said });
    else known.names.push(name);
  }
  return [...alike.values()].map(({ names, said }): Node => {
    const title = names.length === 1 ? names[0]! : `${names[0]} … ${names.at(-1)} (${names.length})`;
    return {
      names,
      title,
      trouble: said.trouble,
      words: [{ text: title, colour: 'ink', bold: true }, ...said.words],
    };
  });
}

/** Nodes by how far they lie from where records come from; those that no wire reaches stand last. */
function rowsOf(nodes: readonly Node[], wires: Graph['wires']): Graph['rows'] {
  const rank = new Map(nodes.map((node) => [node, 0]));
  // As many passes as there are nodes settle any graph without a ring.
  for (let pass = 0; pass < nodes.length; pass++) {
    for (const { from, to } of wires) {
      rank.set(to, Math.min(Math.max(rank.get(to)!, rank.get(from)! + 1), nodes.length));
    }
  }
  const last = Math.max(0, ...rank.values()) + 1;
  const wired = new Set(wires.flatMap(({ from, to }) => [from, to]));
  const place = (node: Node): number => (wired.has(node) ? rank.get(node)! : last);
  return Array.from({ length: last + 1 }, (_, i) => nodes.filter((node) => place(node) === i)).filter(
    (row) => row.length > 0,
  );
}

interface Said {
  readonly trouble: Node['trouble'];
  readonly words: readonly Words[];
}

function saidOf(design: DesignResult, name: string, windowSeconds: number): Said {
  const component = design.components[name]!;
  const sent = design.flows.filter(({ from }) => from === name);
  const produced = Math.max(0, ...sent.map((flow) => flow.produced.value ?? 0));
  const refused = tellingRefusals(component).map(({ metric, total }): Words => {
    const ratio = total.statistics.ratio?.value ?? null;
    const share = ratio === null ? '' : `, ${formatQuantity(ratio, 'ratio')} of attempts`;
    const rate = formatQuantity(amount(total), unitOf(total.unit, 'rate'));
    return { text: `✗ ${metric}: ${rate}${share}`, colour: 'red' };
  });
  const lost = design.flows.filter((flow) => flow.to === name && (flow.lost.value ?? 0) > 0).map(lossOf);
  return {
    trouble: refused.length > 0 ? 'refuses' : lost.length > 0 ? 'loses' : 'none',
    words: [
      { text: component.type, colour: 'muted' },
      ...(produced > 0
        ? [
            {
              text: `produces ${formatQuantity(produced / windowSeconds, 'count/s')}`,
              colour: 'ink',
            } as const,
          ]
        : []),
      ...refused,
      ...lost,
    ],
  };
}

function lossOf({ from, produced, lost, fates }: FlowResult): Words {
  const share = formatQuantity((lost.value ?? 0) / (produced.value || 1), 'ratio');
  const how = LOST.filter((fate) => (fates[fate].value ?? 0) > 0).map((fate) => FATE_WORDS[fate]);
  return { text: `✗ never gets ${share} of what ${from} makes: ${listed(how)}`, colour: 'red' };
}
