// How much time was spent lately: in the present window and, fading, in the one before it. That is a window that slides,
// to the extent that what was spent in the last one was spent evenly.

/** Time spent within about one window, µs. */
export class RecentTime {
  private readonly windowUs: number;
  private window = 0;
  private present = 0;
  private last = 0;

  constructor(windowUs: number) {
    this.windowUs = windowUs;
  }

  add(us: number, nowUs: number): void {
    this.roll(nowUs);
    this.present += us;
  }

  at(nowUs: number): number {
    this.roll(nowUs);
    const leftOfLast = 1 - (nowUs - this.window * this.windowUs) / this.windowUs;
    return this.present + this.last * leftOfLast;
  }

  private roll(nowUs: number): void {
    const window = Math.floor(nowUs / this.windowUs);
    if (window === this.window) return;
    this.last = window === this.window + 1 ? this.present : 0;
    this.present = 0;
    this.window = window;
  }
}
