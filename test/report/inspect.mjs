// What the page's test asks of the page, run inside the browser: text as it is seen, not as it is written.

const channel = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);

function ground(start) {
  for (let at = start; at !== null; at = at.parentElement) {
    const colour = parts(getComputedStyle(at).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
}

globalThis.inspect = {
  /** The lowest contrast of any text with what lies behind it, by WCAG 2's formula. */
  lowestContrast() {
    let lowest = { ratio: 21, text: '' };
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some(
        (node) => node.nodeType === 3 && node.textContent.trim() !== '',
      );
      if (!own || element.getClientRects().length === 0) continue;
      const style = getComputedStyle(element);
      const front = luminance(parts(element instanceof SVGElement ? style.fill : style.color));
      const back = luminance(ground(element));
      const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
      if (ratio < lowest.ratio) lowest = { ratio, text: element.textContent };
    }
    return lowest;
  },

  /** Texts of charts that leave their drawing, or cover each other. */
  badLabels() {
    const bad = [];
    for (const chart of document.querySelectorAll('svg.chart')) {
      const frame = chart.getBoundingClientRect();
      const boxes = [...chart.querySelectorAll('text')]
        .filter((text) => text.textContent !== '' && text.getAttribute('opacity') !== '0')
        .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
      for (const [i, { text, box }] of boxes.entries()) {
        const beside = box.left < frame.left - 1 || box.right > frame.right + 1;
        const beyond = box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        if (beside || beyond) bad.push(`${text} leaves its chart`);
        for (const other of boxes.slice(i + 1)) {
          const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          if (wide > 1 && high > 2) bad.push(`${text} covers ${other.text}`);
        }
      }
    }
    return bad;
  },

  /** Size, label and number of drawn marks of every chart. */
  charts() {
    return [...document.querySelectorAll('svg.chart')].map((chart) => ({
      width: chart.getBoundingClientRect().width,
      height: chart.getBoundingClientRect().height,
      label: chart.getAttribute('aria-label') ?? '',
      marks: chart.querySelectorAll('path, rect, line').length,
    }));
  },

  /** How wide the document is, with everything unfolded, and what sticks out of it. */
  width() {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
    const wide = document.documentElement.scrollWidth;
    const out = [...document.querySelectorAll('body *')].filter(
      (element) =>
        element.closest('.scroll') === null && element.getBoundingClientRect().right > innerWidth + 0.5,
    );
    return { wide, out: out.map((element) => `${element.tagName} ${element.textContent.slice(0, 60)}`) };
  },

  /** The levels of all headings, in order. */
  headings() {
    return [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) =>
      Number(heading.tagName.slice(1)),
    );
  },
};
