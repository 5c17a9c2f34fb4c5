// A smaller scenario with the same defect: property by property is taken out for as long as what is left still shows it.

import { answerTo } from './answer.ts';
import type { Data } from './presets.ts';
import { lookAtRun, lookAtWriting } from './run-answer.ts';
import { textOf } from './traffic.ts';
import { without } from './without.ts';

type Path = readonly (string | number)[];

/** What is wrong with a scenario, without its numbers and names; null when nothing is. */
async function defectOf(data: Data): Promise<string | null> {
  const text = textOf(data);
  try {
    const answer = await answerTo(text);
    if (answer.kind === 'refused') return null;
    await lookAtWriting(answer.scenario, data);
    await lookAtRun(answer.scenario, text, false);
    return null;
  } catch (error) {
    return (error as Error).message.split(/[{\n]/, 1)[0]!.replace(/\d+/g, '#').slice(0, 80);
  }
}

/** Shrinks a scenario. @returns its text, or null when it has no defect */
export async function shrunk(from: Data): Promise<string | null> {
  let data = from;
  const defect = await defectOf(data);
  if (defect === null) return null;
  for (let before = ''; before !== textOf(data); ) {
    before = textOf(data);
    for (const path of pathsOf(data, [])) {
      const smaller = structuredClone(data);
      if (without(smaller, path) && textOf(smaller) !== textOf(data) && (await defectOf(smaller)) === defect)
        data = smaller;
    }
  }
  return textOf(data);
}

/** What holds much before what it holds; the last items of a list first, so that positions stay. */
function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const steps = Array.isArray(value) ? value.map((_, i) => i).reverse() : Object.keys(value);
  const own = steps.map((step) => [...path, step]);
  return [
    ...own,
    ...steps.flatMap((step) => pathsOf((value as Record<string | number, unknown>)[step], [...path, step])),
  ];
}
