// The priority classes of a station: which class a record is of, and how that is written. Served head of line: a free
// server takes the first of the most urgent class that waits, and nothing that has begun is interrupted (the queue
// of A. Cobham, "Priority assignment in waiting line problems", Operations Research 2, 1954).

import { z } from 'zod';
import { optional, required } from '../../language/field.ts';
import { NAME, NAME_IN_WORDS, sender } from '../../language/reference.ts';
import { share, text } from '../../language/words.ts';
import type { Refusal, Site } from '../component.ts';
import type { RecordBatch } from '../records/batch.ts';
import { DrawsBySource } from '../records/draws-by-source.ts';

const classSchema = z.strictObject({
  name: required(text({ pattern: NAME, expected: NAME_IN_WORDS }), 'What the class is called in results.'),
  share: optional(share(), 'This share of the records, drawn by their numbers.'),
  sources: optional(z.array(sender()), 'The records that these components send here.'),
  keys: optional(z.array(text()), 'The records with these keys.'),
});

export const prioritySchema = z.strictObject({
  classes: required(
    z.array(classSchema),
    'From the most urgent to the least. One class without share, sources or keys takes the rest.',
  ),
});

export type PriorityConfig = z.output<typeof prioritySchema>;
type ClassConfig = PriorityConfig['classes'][number];

const CHOICES = ['share', 'sources', 'keys'] as const;

function choicesOf(one: ClassConfig) {
  return CHOICES.filter((choice) => one[choice] !== undefined);
}

/** The rules between classes that a configuration breaks. */
export function priorityRefusals({ classes }: PriorityConfig): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (path: readonly (string | number)[], message: string) =>
    refusals.push({ path: ['priority', 'classes', ...path], message });
  if (classes.length < 2) refuse([], 'a priority needs two classes at least');
  const ways = new Set(classes.flatMap(choicesOf));
  if (ways.size > 1) refuse([], `records are chosen by ${[...ways].join(' and ')}: write one of them`);
  const seen = new Set<string>();
  for (const [i, one] of classes.entries()) {
    for (const name of [`name ${one.name}`, ...[...(one.sources ?? []), ...(one.keys ?? [])]]) {
      if (seen.has(name)) refuse([i], `"${name.replace(/^name /, '')}" stands in two classes`);
      seen.add(name);
    }
  }
  const rest = classes.filter((one) => choicesOf(one).length === 0).length;
  const total = classes.reduce((sum, one) => sum + (one.share ?? 0), 0);
  const whole = ways.has('share') && Math.abs(total - 1) < 1e-9;
  if (rest > 1) refuse([], 'only one class can take the rest');
  else if (ways.has('share') && total > 1 + 1e-9) refuse([], 'the shares are more than 100%');
  else if (rest === 0 && !whole && ways.size === 1) refuse([], 'no class takes the rest of the records');
  else if (rest === 1 && whole) refuse([], 'the shares are 100% already: nothing is left for the rest');
  return refusals;
}

/** Says of which class a record is. */
export interface Classifier {
  /** @param number the record's, one of the row's */
  classOf(batch: RecordBatch, row: number, number: number): number;
}

/** Whether the classes look at records' keys. */
export function readsKeys(config: PriorityConfig | undefined): boolean {
  return config?.classes.some(({ keys }) => keys !== undefined) ?? false;
}

/** The classifier of a configuration. */
export function classifier({ classes }: PriorityConfig, site: Site): Classifier {
  const rest = classes.findIndex((one) => choicesOf(one).length === 0);
  if (classes.some((one) => one.share !== undefined)) {
    return new ByShare(classes, rest, new DrawsBySource(site, 'class'));
  }
  if (classes.some((one) => one.keys !== undefined)) {
    const of = byName(classes, rest, ({ keys }) => keys);
    return new ByLabel(
      (batch, row) => batch.key[row]!,
      (key) => of(site.keys.text(key)),
    );
  }
  const of = byName(classes, rest, ({ sources }) => sources);
  return new ByLabel(
    (batch, row) => batch.origin[row]!,
    (origin) => of(site.ledger.sourceName(origin)),
  );
}

function byName(
  classes: readonly ClassConfig[],
  rest: number,
  names: (one: ClassConfig) => readonly string[] | undefined,
): (name: string) => number {
  const known = new Map(classes.flatMap((one, i) => (names(one) ?? []).map((name) => [name, i] as const)));
  return (name) => known.get(name) ?? rest;
}

class ByShare implements Classifier {
  private readonly upTo: readonly number[];
  private readonly draws: DrawsBySource;
  private readonly order: readonly number[];

  constructor(classes: readonly ClassConfig[], rest: number, draws: DrawsBySource) {
    this.draws = draws;
    const chosen = [...classes.keys()].filter((i) => i !== rest);
    this.order = rest < 0 ? chosen : [...chosen, rest];
    let sum = 0;
    this.upTo = this.order.map((i) => {
      sum += classes[i]!.share ?? 1;
      return sum;
    });
  }

  classOf(batch: RecordBatch, row: number, number: number): number {
    const draw = this.draws.at(batch.origin[row]!, number).double();
    const { upTo, order } = this;
    let i = 0;
    while (i < order.length - 1 && draw >= upTo[i]!) i++;
    return order[i]!;
  }
}

/** By a label of the row (its key, its source), each looked up once. */
class ByLabel implements Classifier {
  private readonly labelOf: (batch: RecordBatch, row: number) => number;
  private readonly classOfLabel: (label: number) => number;
  private readonly known = new Map<number, number>();

  constructor(labelOf: (batch: RecordBatch, row: number) => number, classOfLabel: (label: number) => number) {
    this.labelOf = labelOf;
    this.classOfLabel = classOfLabel;
  }

  classOf(batch: RecordBatch, row: number): number {
    const label = this.labelOf(batch, row);
    let found = this.known.get(label);
    if (found === undefined) {
      found = this.classOfLabel(label);
      this.known.set(label, found);
    }
    return found;
  }
}
