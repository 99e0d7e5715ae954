import { styleText } from 'node:util';
import type { Terminal } from './command.js';

/** The colours there are. What they mean stands in the words as well. */
export type Colour = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/** Colours text for a terminal that shows colours; for every other the text stays as it is. */
export function paint({ hasColours }: Pick<Terminal, 'hasColours'>, colour: Colour, text: string): string {
  return hasColours ? styleText(colour, text, { validateStream: false }) : text;
}
