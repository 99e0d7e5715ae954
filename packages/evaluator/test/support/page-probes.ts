/**
 * What is asked of a page inside the browser. These are texts because they run there: this program has neither a
 * document nor its types.
 */

/** Texts whose contrast with what they stand on is below what WCAG AA asks for, as `text: ratio`. */
export const LOW_CONTRAST = String.raw`(() => {
  const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const isSolid = (color) => color.startsWith('rgb') && (parse(color)[3] ?? 1) === 1;
  const luminance = (color) => {
    const [r, g, b] = parse(color).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (isSolid(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const behindDrawn = (text) => {
    text.scrollIntoView({ block: 'center' });
    const box = text.getBoundingClientRect();
    const shapes = document
      .elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      .filter((each) => each.tagName === 'rect' && isSolid(getComputedStyle(each).fill));
    return shapes.length === 0 ? behind(text.closest('svg').parentElement) : getComputedStyle(shapes[0]).fill;
  };
  const low = [];
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (node.data.trim() === '' || ['TITLE', 'title', 'desc', 'STYLE', 'CAPTION'].includes(element.tagName)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (range.getBoundingClientRect().width === 0) continue;
    seen += 1;
    const style = getComputedStyle(element);
    const drawn = element.closest('text');
    const found = drawn === null ? ratio(style.color, behind(element)) : ratio(style.fill, behindDrawn(drawn));
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (found < (isLarge ? 3 : 4.5)) low.push(node.data.trim().slice(0, 40) + ': ' + found.toFixed(2));
  }
  return { seen, low };
})()`;

/** Width and height of each chart that can be seen, by its id. */
export const VISIBLE_CHARTS = String.raw`[...document.querySelectorAll('svg.chart')]
  .map((chart) => ({ kind: chart.classList[1], box: chart.getBoundingClientRect(), shapes: chart.querySelectorAll('rect,circle,path,line').length }))
  .filter(({ box }) => box.width > 0 && box.height > 0)
  .map(({ kind, box, shapes }) => ({ kind, width: Math.round(box.width), height: Math.round(box.height), shapes }))`;

/** How much wider than the window the page is, in pixels. */
export const OVERFLOW =
  'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth';

/** What has the focus: its tag, and the state that a keyboard changes. */
export const FOCUSED = String.raw`(() => {
  const { tagName, parentElement, scrollLeft, className } = document.activeElement;
  return { tag: tagName, className, isOpen: parentElement?.open === true, scrollLeft };
})()`;
