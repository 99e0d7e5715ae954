import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CSS = readFileSync(new URL('../../dashboard/colours.css', import.meta.url), 'utf8');

/** Each colour, light and dark. */
const COLOURS = new Map(
  [...CSS.matchAll(/--([\w-]+): light-dark\((#[\da-f]+), (#[\da-f]+)\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

const GROUNDS = ['paper', 'raised', 'sunken', 'hover'];
const TEXT = 4.5;
const SIGN = 3;

/** Ink, ground, and the contrast that WCAG AA asks of them: text, or a sign that is needed to understand. */
const PAIRS: readonly (readonly [ink: string, ground: string, least: number])[] = [
  ...['ink', 'quiet', 'link', 'good-ink', 'bad-ink'].flatMap((ink) =>
    GROUNDS.map((ground) => [ink, ground, TEXT] as const),
  ),
  ...['auto', 'notify', 'confirm', 'deny'].flatMap((action) => [
    [`${action}-ink`, `${action}-ground`, TEXT] as const,
    [`${action}-mark`, 'raised', SIGN] as const,
    [`${action}-mark`, 'sunken', SIGN] as const,
  ]),
  ['button-ink', 'button-ground', TEXT],
  ['danger-ink', 'danger-ground', TEXT],
  ...['focus', 'edge', 'line'].flatMap((sign) => GROUNDS.map((ground) => [sign, ground, SIGN] as const)),
  ...['normal', 'caution', 'alert', 'critical', 'halt'].map(
    (band) => ['line', `band-${band}`, SIGN] as const,
  ),
];

describe('the colours of the dashboard', () => {
  it.each(['light', 'dark'] as const)('meet WCAG AA on what they stand on: %s', (scheme) => {
    const low = PAIRS.map(([ink, ground, least]) => {
      const found = contrast(colour(ink, scheme), colour(ground, scheme));
      return found < least ? `${ink} on ${ground}: ${found.toFixed(2)} < ${least}` : '';
    });
    expect(low.filter((each) => each !== '')).toEqual([]);
  });

  it('are in one file: no other style names one', () => {
    for (const file of ['page.css', 'parts.css']) {
      const css = readFileSync(new URL(`../../dashboard/${file}`, import.meta.url), 'utf8');
      expect(css).not.toMatch(/#[\da-f]{3,8}\b|\brgba?\(|\bhsla?\(|\burl\(|@import/i);
      const used = [...css.matchAll(/var\(--([\w-]+)\)/g)].map((match) => match[1] ?? '');
      expect(used.filter((name) => !COLOURS.has(name))).toEqual([]);
    }
  });
});

function colour(name: string, scheme: 'light' | 'dark'): string {
  const found = COLOURS.get(name);
  if (found === undefined) throw new Error(`There is no colour ${name}.`);
  return found[scheme];
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((place) => {
    const share = Number.parseInt(hex.slice(place, place + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
