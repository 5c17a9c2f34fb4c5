// What must hold, whatever the scenario. A broken invariant is a fault of the simulator, never of its user:
// the run stops with exit code 1 and names the values, the seed and the replication.

/** Thrown when the simulator contradicts itself. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
  readonly values: Readonly<Record<string, unknown>>;

  constructor(message: string, values: Readonly<Record<string, unknown>>) {
    super(`${message} ${JSON.stringify(values)}`);
    this.values = values;
  }
}

/**
 * Stops the run when `condition` does not hold.
 * @param message what should have been true, in words
 * @param values the values that show that it was not
 * @throws InvariantError
 */
export function invariant(
  condition: boolean,
  message: string,
  values: Readonly<Record<string, unknown>> = {},
): asserts condition {
  if (!condition) throw new InvariantError(message, values);
}
