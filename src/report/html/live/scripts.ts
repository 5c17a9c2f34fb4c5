// The scripts that lie in the page: Vega, Vega-Lite and Vega-Embed as they are published, then our own. The policy
// names each by its hash, so that no other script runs, whatever a scenario calls itself, and nothing is ever fetched.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { html, type Markup, raw } from '../markup.ts';

const require = createRequire(import.meta.url);

/** Ours, in the order in which they use one another. */
const OWN = ['tip', 'page'] as const;

export interface Scripts {
  readonly markup: Markup;
  /** The value of the page's `Content-Security-Policy`. */
  readonly policy: string;
}

/** What is published for browsers lies beside what the package's name leads to, its licence above. */
function libraries(): readonly string[] {
  const places: readonly (readonly [entry: string, file: string])[] = [
    [require.resolve('vega'), 'vega.min.js'],
    [require.resolve('vega-lite'), 'vega-lite.min.js'],
    [require.resolve('vega-embed'), 'vega-embed.min.js'],
  ];
  return places.map(([entry, file]) => {
    const folder = dirname(entry);
    const licence = readFileSync(join(folder, '..', 'LICENSE'), 'utf8').trim();
    const script = readFileSync(join(folder, file), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/gm, '');
    return `/* ${file}\n\n${licence.replaceAll('*/', '* /')}\n*/\n${script}`;
  });
}

/** All scripts of the page and the policy that lets them run. */
export function pageScripts(): Scripts {
  const own = OWN.map((name) => readFileSync(require.resolve(`#page/${name}`), 'utf8'));
  const texts = [...libraries(), ...own].map(inlined);
  const hashes = texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return {
    markup: html`${texts.map((text) => html`<script>${raw(text)}</script>\n`)}`,
    // Vega makes functions of a chart's expressions.
    policy: `default-src 'none'; style-src 'unsafe-inline'; script-src ${hashes.join(' ')} 'unsafe-eval'`,
  };
}

/** A script that cannot end its own element; in strings and patterns, where alone these stand, it means the same. */
function inlined(text: string): string {
  return text
    .replace(/<\/script/gi, '<\\/script')
    .replace(/<script/gi, '\\x3Cscript')
    .trim();
}
