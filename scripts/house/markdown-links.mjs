/** Code, fenced or within a line: what looks like a link in it is none. */
const CODE = /^ {0,3}(`{3,}|~{3,})[\s\S]*?^ {0,3}\1|`[^`\n]*`/gm;

/**
 * The links of a Markdown text that stay within the repository; `path` is empty for a heading of the same text.
 *
 * @param {string} markdown
 * @returns {{ path: string, anchor: string }[]}
 */
export function relativeLinks(markdown) {
  return [...markdown.replaceAll(CODE, '').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [path = '', anchor = ''] = target.split('#');
    return [{ path, anchor }];
  });
}

/**
 * The anchors that GitHub gives the headings of a text.
 *
 * @param {string} markdown
 * @returns {Set<string>}
 */
export function anchorsOf(markdown) {
  const headings = [...markdown.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)];
  return new Set(
    headings.map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}
