const SVG = 'http://www.w3.org/2000/svg';

/**
 * What may stand inside an element. A text becomes a text node: nothing in it is ever markup.
 *
 * @typedef {Node | string | number | null | undefined | false} Child
 */

/**
 * Attributes by name, and listeners by `on…`. True is an attribute without a value; null, undefined and false are
 * none.
 *
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes
 */

/**
 * An element of HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * An element of SVG.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Puts new content into an element in place of the old.
 *
 * @param {Element} element
 * @param {...Child} children
 * @returns {void}
 */
export function replace(element, ...children) {
  element.replaceChildren(...children.filter(isChild).map(nodeOf));
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {readonly Child[]} children
 * @returns {E}
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, String(value));
  }
  element.append(...children.filter(isChild).map(nodeOf));
  return element;
}

/**
 * @param {Child} child
 * @returns {child is Node | string | number}
 */
function isChild(child) {
  return child !== null && child !== undefined && child !== false;
}

/**
 * @param {Node | string | number} child
 * @returns {Node | string}
 */
function nodeOf(child) {
  return typeof child === 'number' ? String(child) : child;
}
