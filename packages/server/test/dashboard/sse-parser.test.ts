import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSseParser } from '../../dashboard/sse-parser.js';

const field = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll(/[\r\n\0]/g, ''));
const event = fc.record({
  id: field,
  event: field.filter((name) => name !== ''),
  data: fc.array(field, { minLength: 1, maxLength: 3 }),
});
const piece = fc
  .array(fc.oneof(fc.constantFrom('\r', '\n', ':', '\0', 'data', 'id'), fc.string({ maxLength: 3 })))
  .map((parts) => parts.join(''));
const lineEnd = fc.constantFrom('\n', '\r', '\r\n');

describe('the parser of server-sent events', () => {
  it('gives the same events however the stream is cut and its lines end', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 6 }),
        lineEnd,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (events, end, cuts) => {
          const text = events
            .map(({ id, event: name, data }) =>
              [
                `id: ${id}`,
                `event: ${name}`,
                ': a comment',
                ...data.map((line) => `data: ${line}`),
                '',
                '',
              ].join(end),
            )
            .join('');
          const parse = createSseParser();
          const read = [];
          for (let place = 0; place < text.length;) {
            const length = cuts[place % cuts.length] ?? 1;
            read.push(...parse(text.slice(place, place + length)));
            place += length;
          }
          // A piece that ends in a CR may go on with its LF: nothing is added by what comes later.
          read.push(...parse(''));
          expect(read).toEqual(
            events.map(({ id, event: name, data }) => ({ id, event: name, data: data.join('\n') })),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps the last id, names an event without a name, and drops one without data', () => {
    const parse = createSseParser();
    expect(parse('id: 7\ndata: a\n\n')).toEqual([{ id: '7', event: 'message', data: 'a' }]);
    expect(parse('event: nothing\n\ndata:b\n\n')).toEqual([{ id: '7', event: 'message', data: 'b' }]);
    expect(parse('id: a\0b\nretry: 5\ndata\n\n')).toEqual([{ id: '7', event: 'message', data: '' }]);
  });

  it('never throws at what is no stream of events, and gives up a line without an end', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const parse = createSseParser();
        for (const piece of pieces) parse(piece);
      }),
    );
    const parse = createSseParser();
    expect(() => parse(`data: ${'x'.repeat(5_000_000)}`)).toThrow('does not end its lines');
  });
});
