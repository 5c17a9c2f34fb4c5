// One line on a terminal that says how far the run is: it appears once a run has taken longer than a glance, and is
// erased before anything else is printed. Where stderr is no terminal there is none.

import type { Progress } from '../experiment/run-courses.ts';
import { renderProgress } from '../report/progress.ts';

const APPEARS_AFTER_MS = 300;
const ERASE = '\r\u001b[2K';

export class ProgressLine {
  private readonly name: string;
  private readonly stream: NodeJS.WriteStream;
  private readonly timer: NodeJS.Timeout | null;
  private text: string;
  private visible = false;

  /** @param total replications of all designs */
  constructor(name: string, total: number, stream: NodeJS.WriteStream) {
    this.name = name;
    this.stream = stream;
    this.text = renderProgress(name, 0, total);
    const isTerminal = stream.isTTY === true && process.env.TERM !== 'dumb';
    this.timer = isTerminal ? setTimeout(() => this.show(), APPEARS_AFTER_MS) : null;
  }

  update({ done, total }: Progress): void {
    this.text = renderProgress(this.name, done, total);
    if (this.visible) this.draw();
  }

  /** Says something else instead, where it is not known how much there will be. */
  say(words: string): void {
    this.text = words;
    if (this.visible) this.draw();
  }

  erase(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.visible) this.stream.write(ERASE);
    this.visible = false;
  }

  private show(): void {
    this.visible = true;
    this.draw();
  }

  private draw(): void {
    this.stream.write(ERASE + this.text.slice(0, Math.max(1, this.stream.columns - 1)));
  }
}
