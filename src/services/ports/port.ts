// A port is what the AWS API is to a caller, with time: a typed token that one component offers and another asks
// for by the name in its configuration.

/** A port's token. `T` is what its implementation looks like to the caller. */
export interface Port<out T> {
  readonly name: string;
  readonly type?: T;
}

/** Makes the token of a port; each port's own file does so once. */
export function port<T>(name: string): Port<T> {
  return { name };
}
