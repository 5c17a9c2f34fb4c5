// A user's text within GitHub's Markdown: it is shown, never obeyed. Every character that Markdown, HTML or a table knows
// becomes an entity; a name stands in <code>, where GitHub makes no mention, link or emoji of it.

const LONGEST_TEXT = 600;
const LONGEST_NAME = 160;

const INLINE = /[&<>"'`|\\*_~[\]{}$]/g;
/** What begins a heading, a list, a quotation or a rule where a line begins. */
const AT_START = /^[#+=>-]|^\d+(?=[.)](?:\s|$))/;

/**
 * Text that stands for itself. A mention would notify people and a number would link, so what makes them is kept apart
 * from the name. What is longer than `most` is cut.
 */
export function escaped(text: string, most = LONGEST_TEXT): string {
  return oneLine(text, most)
    .replace(INLINE, entity)
    .replace(AT_START, (begin) => [...begin].map(entity).join(''))
    .replace(/@/g, '&#64;\u200b')
    .replace(/(^|[^&])#(?=\d)/g, '$1#\u200b')
    .replace(/:(?=[a-z0-9_+-]+:)/gi, '&#58;')
    .replace(/\b(https?|ftp|www)(?=[:.])/gi, '$1\u200b');
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** A name, a path or a value, as code. */
export function code(text: string): string {
  return `<code>${oneLine(text, LONGEST_NAME).replace(/[&<>"'`|\\*_~#[\]{}!:$@]/g, entity)}</code>`;
}

/** What a hidden tag may hold: an HTML comment ends at `--`. */
export function tagText(text: string): string {
  const safe = text.replace(/[^\p{L}\p{N}_.]+/gu, '-').replace(/^-+|-+$/g, '');
  return safe === '' ? 'scenario' : safe.slice(0, 80);
}

function oneLine(text: string, most: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
