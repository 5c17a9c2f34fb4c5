// In which order a queue hands its messages over: where standard, fair and FIFO queues differ. The queue itself keeps
// the states, the timeouts and the books; the order knows which of the messages that can be received comes next.

/** The storage hosts that a short poll asks. */
export interface HostSample {
  /** Whether the host of a message is among them, by the message's sequence number (DeliveryOrder.push). */
  holds(sequence: number): boolean;
}

/**
 * The order of one queue's messages, by their slots in its MessageStore. A message is visible after `push` and
 * `returned`, and in flight from when `next` gave it until `returned` or `removed`. While it is visible its `links` in
 * the store are the order's; while it is in flight they are the queue's (a FIFO order keeps its groups in columns of its own).
 */
export interface DeliveryOrder {
  /**
   * Messages that a receive would get now: for a FIFO queue, those of groups that are not locked, among the first
   * 120,000 stored. Waiting polls are looked at when it is not 0.
   */
  readonly available: number;
  /** A message can be received for the first time: it is new, or its delay is over. @param sequence counts up from 0 */
  push(slot: number, sequence: number, nowUs: number): void;
  /**
   * A receive begins. What `next` gives until `ended` is for one receiver.
   * @param sample the hosts that it asks; null asks all (a long poll, and every receive from a FIFO queue)
   */
  begin(sample: HostSample | null, nowUs: number): void;
  /**
   * The next message for this receive, which is in flight from now on; NONE when there is none for it. What has been
   * received too often may be taken out at once (`removed`), and the receive goes on.
   */
  next(nowUs: number): number;
  /** The receive is over. */
  ended(nowUs: number): void;
  /** The visibility timeout of a message in flight is over, or it was set to 0. */
  returned(slot: number, nowUs: number): void;
  /** A message is gone (deleted, expired, moved); it was visible or in flight, and its state still says which. */
  removed(slot: number, nowUs: number): void;
  /** Tenants that are noisy now (fair queues). */
  readonly noisyGroups?: number;
  /** Groups that are locked now, because messages of theirs are in flight (FIFO queues). */
  readonly lockedGroups?: number;
}
