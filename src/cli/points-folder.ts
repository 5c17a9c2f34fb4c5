// Where the points of a sweep are kept as they finish: a plan, and a file a point. Each file appears whole (written
// beside and renamed), so whatever is there when a sweep is killed can be gone on from; and each says which plan it
// belongs to, so that points of another sweep are never taken for it.

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SweepPlan, SweepPoint } from '../experiment/sweep.ts';
import { renderData } from '../report/data.ts';
import { systemWords, UsageError } from './exit.ts';

const PLAN = 'plan.json';
const POINT = /^point-(\d{7,})\.json$/;

export class PointsFolder {
  readonly folder: string;
  readonly plan: SweepPlan;

  private constructor(folder: string, plan: SweepPlan) {
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * Opens a folder for a sweep, and makes it where there is none.
   * @throws UsageError when it holds another sweep, or cannot be written
   */
  static async begin(folder: string, plan: SweepPlan): Promise<PointsFolder> {
    const found = await readPlan(folder);
    if (found !== null && renderData(found) !== renderData(plan))
      throw new UsageError(
        `${folder} holds the points of another sweep (${difference(found, plan)}): remove it, or name another folder with --points`,
      );
    try {
      await mkdir(folder, { recursive: true });
      await writeWhole(join(folder, PLAN), renderData(plan));
    } catch (error) {
      throw new UsageError(`cannot write ${folder}: ${systemWords(error)}. Nothing was run`);
    }
    return new PointsFolder(folder, plan);
  }

  /**
   * Opens a folder that a sweep left: the folder of its points, or the one around it.
   * @throws UsageError when there is no sweep in it
   */
  static async of(folder: string): Promise<PointsFolder> {
    for (const place of [folder, join(folder, 'points')]) {
      const plan = await readPlan(place);
      if (plan !== null) return new PointsFolder(place, plan);
    }
    const there = await stat(folder).catch(() => null);
    throw new UsageError(
      there === null ? `${folder}: no such folder` : `${folder} holds no sweep: there is no ${PLAN} in it`,
    );
  }

  /** Every whole point of this sweep that is there, by its number. */
  async points(): Promise<ReadonlyMap<number, SweepPoint>> {
    const points = new Map<number, SweepPoint>();
    for (const name of (await readdir(this.folder)).sort()) {
      const index = Number(POINT.exec(name)?.[1] ?? Number.NaN);
      if (!(index < this.plan.points)) continue;
      const kept = parsed(await readFile(join(this.folder, name), 'utf8')) as Kept | null;
      if (kept?.plan === this.plan.hash && kept.point?.index === index) points.set(index, kept.point);
    }
    return points;
  }

  async keep(point: SweepPoint): Promise<void> {
    const kept: Kept = { plan: this.plan.hash, point };
    try {
      await writeWhole(join(this.folder, nameOf(point.index)), renderData(kept));
    } catch (error) {
      throw new Error(`point ${point.index} could not be kept in ${this.folder}: ${systemWords(error)}`);
    }
  }
}

interface Kept {
  readonly plan: string;
  readonly point: SweepPoint;
}

function nameOf(index: number): string {
  return `point-${String(index).padStart(7, '0')}.json`;
}

/** The plan in a folder; null when there is none. @throws UsageError when there is one that cannot be read */
async function readPlan(folder: string): Promise<SweepPlan | null> {
  let text: string;
  try {
    text = await readFile(join(folder, PLAN), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new UsageError(`${join(folder, PLAN)}: ${systemWords(error)}`);
  }
  const plan = parsed(text) as SweepPlan | null;
  if (plan?.kind !== 'sweep-plan')
    throw new UsageError(`${join(folder, PLAN)} is no plan of a sweep: remove it, or name another folder`);
  if (plan.schemaVersion !== 1)
    throw new UsageError(`${join(folder, PLAN)} has schema version ${String(plan.schemaVersion)}, not 1`);
  return plan;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What tells two plans apart, in words. */
function difference(found: SweepPlan, wanted: SweepPlan): string {
  if (found.simulator.version !== wanted.simulator.version)
    return `made by ${found.simulator.name} ${found.simulator.version}`;
  if (found.scenario.hash !== wanted.scenario.hash)
    return `the scenario has changed since: its hash was ${found.scenario.hash.slice(0, 12)} and is ${wanted.scenario.hash.slice(0, 12)}`;
  if (found.hash !== wanted.hash) return `${found.points} other points: other values or designs were swept`;
  return 'its options were others';
}

/** Writes a file that is never seen half written. */
async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw error;
  }
}
