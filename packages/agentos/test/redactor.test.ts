import { describe, expect, it } from 'vitest';
import { createRedactor } from '../src/redactor.js';

const token = 'AKIA2OGYBAH6QLMVN3XT';
const { redact } = createRedactor({});

describe('a redactor', () => {
  it('gives back what holds no credential as it is', () => {
    const value = { content: [{ type: 'text', text: 'all passed' }], details: { exitCode: 0, at: null } };
    expect(redact(value)).toEqual({ value, rules: [] });
    expect(redact(value).value).toBe(value);
  });

  it('[S4-03] masks credentials wherever they stand in a value and says which', () => {
    const { value, rules } = redact({ content: [{ type: 'text', text: `token=${token} ok` }], n: 1 });
    expect(JSON.stringify(value)).not.toContain(token);
    expect(value.content[0]?.text).toMatch(/\[masked\] ok$/);
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatch(/^secret\./);
  });

  it('finds the same however often, and whatever it was given before', () => {
    const again = createRedactor({});
    for (let index = 0; index < 2000; index += 1) again.redact(`text ${index}`);
    for (const text of ['done', token, 'done', token, token.slice(0, 12), token]) {
      expect(again.redact({ [text]: [text] })).toEqual(createRedactor({}).redact({ [text]: [text] }));
    }
    expect(again.redact(token).value).not.toContain(token);
  });

  it('leaves out what lies too deep to be looked at', () => {
    let value: unknown = token;
    for (let depth = 0; depth < 100; depth += 1) value = [value];
    const { value: shown, rules } = redact(value);
    expect(JSON.stringify(shown)).not.toContain(token);
    expect(rules).toEqual(['detect.incomplete']);
  });

  it('looks for nothing where detection is switched off', () => {
    expect(createRedactor(false).redact(token)).toEqual({ value: token, rules: [] });
  });
});
