// Jobs that wait: a ring of slots in order of arrival for each priority class.

/** A first-come-first-served queue of slots. */
class JobQueue {
  length = 0;
  private slots = new Int32Array(64);
  private from = 0;

  push(slot: number): void {
    if (this.length === this.slots.length) this.grow();
    this.slots[(this.from + this.length) & (this.slots.length - 1)] = slot;
    this.length++;
  }

  /** Takes the first; the queue must not be empty. */
  shift(): number {
    const first = this.slots[this.from]!;
    this.from = (this.from + 1) & (this.slots.length - 1);
    this.length--;
    return first;
  }

  private grow(): void {
    const wider = new Int32Array(this.slots.length * 2);
    for (let i = 0; i < this.length; i++) wider[i] = this.slots[(this.from + i) & (this.slots.length - 1)]!;
    this.slots = wider;
    this.from = 0;
  }
}

/** All that wait at a station, by urgency. */
export class WaitingJobs {
  /** How many there are. */
  length = 0;
  private readonly queues: readonly JobQueue[];

  /** @param classes how many, the most urgent first */
  constructor(classes: number) {
    this.queues = Array.from({ length: classes }, () => new JobQueue());
  }

  push(slot: number, urgency: number): void {
    this.queues[urgency]!.push(slot);
    this.length++;
  }

  /** Takes the first of the most urgent; there must be one. */
  shift(): number {
    let first = 0;
    while (this.queues[first]!.length === 0) first++;
    this.length--;
    return this.queues[first]!.shift();
  }
}
