// How much time was spent lately: in the present window and, fading, in the one before it. That is a window that slides,
// to the extent that what was spent in the last one was spent evenly. What has spent nothing for as long as a window has
// spent nothing lately, wherever windows begin.

/** Time spent within about one window, µs. */
export class RecentTime {
  private readonly windowUs: number;
  private window = 0;
  private present = 0;
  private last = 0;
  /** When time was spent last, µs. */
  private addedUs = 0;

  constructor(windowUs: number) {
    this.windowUs = windowUs;
  }

  add(us: number, nowUs: number): void {
    this.roll(nowUs);
    if (this.isOver(nowUs)) {
      this.present = 0;
      this.last = 0;
    }
    this.present += us;
    this.addedUs = nowUs;
  }

  at(nowUs: number): number {
    this.roll(nowUs);
    if (this.isOver(nowUs)) return 0;
    const leftOfLast = 1 - (nowUs - this.window * this.windowUs) / this.windowUs;
    return this.present + this.last * leftOfLast;
  }

  private isOver(nowUs: number): boolean {
    return nowUs - this.addedUs >= this.windowUs;
  }

  private roll(nowUs: number): void {
    const window = Math.floor(nowUs / this.windowUs);
    if (window === this.window) return;
    this.last = window === this.window + 1 ? this.present : 0;
    this.present = 0;
    this.window = window;
  }
}
