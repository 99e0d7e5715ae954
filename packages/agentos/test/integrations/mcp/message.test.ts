import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLine } from '../../../src/integrations/mcp/message.js';
import { withNotes } from '../../../src/integrations/mcp/replies.js';

const read = (text: string): ReturnType<typeof readLine> => readLine(Buffer.from(text));

describe('a line of the protocol', () => {
  it('is read for whatever bytes, without an error, and every line passed on is one line of JSON', () => {
    const member = fc.constantFrom(
      '"jsonrpc":"2.0"',
      '"id":1',
      '"id":"x"',
      '"id":{}',
      '"method":"tools/call"',
      '"Method":1',
      '"result":{}',
      '"params":{"a":1,"a":2}',
      '"x":[]',
      '"__proto__":1',
    );
    const message = fc.array(member, { maxLength: 6 }).map((members) => `{${members.join(',\r ')}}`);
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      message,
      fc.array(message).map((all) => `[${all.join(',')}]`),
      fc.json(),
    );
    fc.assert(
      fc.property(line, (text) => {
        for (const each of read(text.replaceAll('\n', ' ')).messages) {
          if (each.kind === 'unreadable') continue;
          const passed = Buffer.from(each.line).toString();
          expect(passed.trimEnd()).not.toMatch(/[\r\n]/u);
          const value = JSON.parse(passed) as { method?: unknown };
          expect(value.method).toBe(each.kind === 'response' ? undefined : each.method);
        }
      }),
    );
  });

  it('nested as deeply as can be is passed on or refused', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(read(`{"id":1,"method":"x","params":${deep}}`).messages[0]?.kind).toBe('request');
    expect(read(`{"id":1,"id":1,"method":"x","params":${deep}}`).messages[0]?.kind).toBe('unreadable');
  });

  it('has ids that are told apart by kind and value, not by spelling', () => {
    const key = (id: string): unknown => {
      const [message] = read(`{"id":${id},"method":"x"}`).messages;
      return message !== undefined && 'id' in message ? (message.id?.key ?? null) : null;
    };
    expect([key('1'), key('1.0'), key('10e-1')]).toEqual(['1', '1', '1']);
    expect(key('"1"')).toBe(key('"\\u0031"'));
    expect(key('"1"')).not.toBe(key('1'));
    expect(key('9007199254740993')).not.toBe(key('9007199254740992'));
    expect([key('true'), key('null'), key('[1]'), key(`"${'x'.repeat(1001)}"`)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('notes on a result', () => {
  it('stand behind its content, and the rest is as it was', () => {
    expect(withNotes('{"id":1,"result":{"n":1.0,"content":[{"a":2.0}],"isError":false}}', ['so'], true)).toBe(
      '{"id":1,"result":{"n":1.0,"content":[{"a":2.0},{"type":"text","text":"[Sentinel] so."}],"isError":true}}',
    );
    expect(withNotes('{"result":{"content":[ ]}}', ['so'], false)).toBe(
      '{"result":{"content":[{"type":"text","text":"[Sentinel] so."}]}}',
    );
    for (const text of ['{"error":{}}', '{"result":7}', '{"result":{"content":"x"}}']) {
      expect(withNotes(text, ['so'], false)).toBe(text);
    }
  });
});
