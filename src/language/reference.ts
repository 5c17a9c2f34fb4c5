// A wire is a property that names another component of the scenario. The word knows how a name is written and which
// ports would do; whether the target exists and offers one of them is for the scenario to check.

import type { z } from 'zod';
import { described } from './description.ts';
import { QuantityError } from './quantity-error.ts';
import { shown } from './shown.ts';
import { word } from './word.ts';

/** Names of workloads, components and variants; dots belong to paths. */
export const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** How a name is written, for messages. */
export const NAME_IN_WORDS = 'a letter, then letters, digits, - and _';

/**
 * The name of another component.
 * @param wire the property's own word (`to`, `from`), for messages
 * @param ports names of ports; the target must offer at least one of them
 * @param what what the target must be, in words, where that says more than the ports: `a Kinesis stream`
 * @param itself what is said where it names its owner, and the page that says so
 */
export function reference(reference: {
  readonly wire: string;
  readonly ports: readonly string[];
  readonly what?: string;
  readonly itself?: { readonly message: string; readonly source: string };
}): z.ZodType<string, string> {
  return described(name(), { reference });
}

/** The name of a component that sends to this one: no wire of its own, but told when there is none from there. */
export function sender(): z.ZodType<string, string> {
  return described(name(), { sender: true });
}

function name(): z.ZodType<string, string> {
  return word<string, string>({
    json: () => ({ type: 'string', pattern: NAME.source }),
    decode: (raw) => {
      if (typeof raw !== 'string') {
        throw new QuantityError(`${shown(raw)} is not a name`, { expected: 'the name of a component' });
      }
      if (!NAME.test(raw))
        throw new QuantityError(`${shown(raw)} is not a name`, { expected: NAME_IN_WORDS });
      return raw;
    },
    encode: (value) => value,
  });
}
