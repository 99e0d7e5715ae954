import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseToolArguments, parseValue } from '../src/tool-arguments.js';
import { UsageError } from '../src/command.js';

describe('parseValue', () => {
  it.each([
    ['true', true],
    ['false', false],
    ['null', null],
    ['7', 7],
    ['-12', -12],
    ['0.5', 0.5],
    ['007', '007'],
    ['1e5', '1e5'],
    ['123456789012345678901', '123456789012345678901'],
    ['-', '-'],
    ['', ''],
    ['True', 'True'],
    ['"quoted value"', 'quoted value'],
    ["'7'", '7'],
    ['"', '"'],
    ['a "b" c', 'a "b" c'],
  ])('[S2-120] reads %j as %j', (text, value) => {
    expect(parseValue(text)).toBe(value);
  });
});

describe('parseToolArguments', () => {
  it('keeps everything behind the first equals sign', () => {
    expect(parseToolArguments(['exec', 'command=A=1 B=2 env'])).toEqual({
      tool: 'exec',
      params: { command: 'A=1 B=2 env' },
    });
  });

  it('keeps prototype keys as ordinary keys', () => {
    const { params } = parseToolArguments(['exec', '__proto__=x']);
    expect(Object.keys(params)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
  });

  it('reads or refuses with its own error, whatever the arguments', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (args) => {
        try {
          expect(parseToolArguments(args).tool).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
