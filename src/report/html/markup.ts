// HTML that cannot be broken by what is in it. Whatever goes into the template is text and is escaped, unless it was
// made by the template itself; so a scenario's name is shown, never obeyed.

/** Finished markup; only `html` and `raw` make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | null | readonly Content[];

/** Text as it may stand in an element and in a quoted attribute. Characters that HTML forbids are left out. */
export function escapeText(words: string): string {
  return words
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

function render(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(render).join('');
  return escapeText(String(content));
}

/** A tagged template: what stands between is escaped, lists are joined, null is nothing. */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(pieces.reduce((text, piece, i) => text + render(contents[i - 1] ?? null) + piece));
}

/** A path or a long name, which may be broken after a dot. */
export function path(name: string): Markup {
  return new Markup(
    `<code>${name
      .split(/(?<=\.)(?=\S)/)
      .map(escapeText)
      .join('<wbr>')}</code>`,
  );
}

/** Markup that another library made from values, or that is ours to the letter; never text from a scenario. */
export function raw(text: string): Markup {
  return new Markup(text);
}
