// What is wrong with a text that should be a quantity, as data: the loader gives it its place in the file, and
// somebody else renders it.

/** Thrown by everything that reads a quantity or an expression from text. */
export class QuantityError extends Error {
  override readonly name = 'QuantityError';
  /** How to write it, or undefined. */
  readonly expected: string | undefined;
  /** The nearest right text, or undefined. */
  readonly didYouMean: string | undefined;

  constructor(message: string, more: { readonly expected?: string; readonly didYouMean?: string } = {}) {
    super(message);
    this.expected = more.expected;
    this.didYouMean = more.didYouMean;
  }
}
