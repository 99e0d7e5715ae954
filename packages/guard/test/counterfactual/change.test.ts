import { describe, expect, it } from 'vitest';
import { parseParams } from '@sentinel-agentos/core';
import { changedParams, textAtPlace } from '../../src/counterfactual/change.js';

const says = { en: 'x', zh: '改' };
const params = parseParams({ command: 'rm -rf .', edits: [{ path: 'a' }, { path: 'b' }], n: 1 });

describe('a change of parameters', () => {
  it('replaces spans from the end, wherever the text stands', () => {
    const edits = [
      { param: 'command', start: 0, end: 2, text: 'ls' },
      { param: 'command', start: 7, end: 8, text: './build' },
      { param: 'edits.1.path', start: 0, end: 1, text: '中文' },
    ];
    expect(JSON.parse(JSON.stringify(changedParams(params, { edits, says })))).toEqual({
      command: 'ls -rf ./build',
      edits: [{ path: 'a' }, { path: '中文' }],
      n: 1,
    });
    expect(params['command']).toBe('rm -rf .');
  });

  it('sets whole parameters too', () => {
    expect(changedParams(params, { edits: [], set: { n: 2 }, says })).toMatchObject({ n: 2 });
  });

  it.each([
    ['a place that is no text', [{ param: 'n', start: 0, end: 0, text: '' }]],
    ['a place that is not there', [{ param: 'edits.7.path', start: 0, end: 0, text: '' }]],
    ['an inherited place', [{ param: 'edits.length', start: 0, end: 0, text: '' }]],
    ['a span outside of the text', [{ param: 'command', start: 2, end: 99, text: '' }]],
    [
      'two edits of one place',
      [
        { param: 'command', start: 0, end: 5, text: '' },
        { param: 'command', start: 3, end: 8, text: '' },
      ],
    ],
  ])('is refused for %s', (_, edits) => {
    expect(changedParams(params, { edits, says })).toBeNull();
  });

  it('reads only what the parameters hold themselves', () => {
    expect(textAtPlace(params, 'edits.0.path')).toBe('a');
    expect(textAtPlace(params, '__proto__.constructor.name')).toBeNull();
  });
});
