// `${VAR}`, `${VAR:-default}` and `${VAR:?message}` in scalars that have been parsed: what the environment holds can
// change a value, never the structure. `$${` is a `${` that stays.

/** What came of a text: the text with everything replaced, or what is missing, in words. */
export type Interpolated =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly expected: string };

const FORM = /\$\$\{|\$\{([^}]*)\}?/g;
const REFERENCE = /^([A-Za-z_][A-Za-z0-9_]*)(?::([-?])(.*))?$/s;

/**
 * Replaces what a text takes from the environment.
 * @param taken gets every variable that was used, with its value
 */
export function interpolate(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
  taken: Map<string, string>,
): Interpolated {
  let problem: { message: string; expected: string } | null = null;
  const replaced = text.replace(FORM, (whole: string, inner: string | undefined) => {
    if (inner === undefined) return '${';
    const match = whole.endsWith('}') ? REFERENCE.exec(inner) : null;
    if (match === null) {
      problem ??= {
        message: `"${whole}" is not a variable`,
        expected: `\${VAR}, \${VAR:-default} or \${VAR:?message}`,
      };
      return '';
    }
    const [, name, form, rest] = match as unknown as [string, string, string | undefined, string | undefined];
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    // As in a shell, a colon makes an empty variable count as none.
    if (value !== undefined && (form === undefined || value !== '')) {
      taken.set(name, value);
      return value;
    }
    if (form === '-') return rest ?? '';
    const told = form === '?' && rest ? `: ${rest}` : '';
    problem ??= {
      message: `the environment has no ${name}${told}`,
      expected: `set it, or write \${${name}:-default}`,
    };
    return '';
  });
  return problem === null
    ? { ok: true, text: replaced }
    : { ok: false, ...(problem as { message: string; expected: string }) };
}
