import { describe, expect, it } from 'vitest';
import { read, shapeOf } from '../reading.js';

/** Tests the worst effect of commands: `command` to `verb scope reversibility sensitivity`, or `none`. */
export function testTable(name: string, rows: Readonly<Record<string, string>>): void {
  describe(`table ${name}`, () => {
    it.each(Object.entries(rows))('%s is %s', (command, shape) => {
      expect(shapeOf(read(command))).toBe(shape);
    });
  });
}
