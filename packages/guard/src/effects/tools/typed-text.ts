import { textsIn, valuesIn, type ParamLayer, type ParamText } from './tool-params.js';

/** Text that is typed, with the parameter it came from. */
export interface TypedText {
  readonly found: ParamText;
  readonly text: string;
}

/** Names of keys that end a line; all other named keys type nothing. */
const LINE_ENDS = /^(?:enter|return|kpenter|c-m|c-j|\\r|\\n|cr|lf|newline)$/i;
const KEY_NAME =
  /^(?:(?:[cmsa]|ctrl|control|alt|shift|meta|super|cmd)[-+].{1,12}|escape|esc|tab|btab|up|down|left|right|home|end|npage|ppage|pageup|pagedown|bspace|backspace|delete|dc|ic|f\d{1,2}|space)$/i;

/** What the named members type: texts as they are, lists of keys and of hexadecimal bytes put together. */
export function typedTexts(layers: readonly ParamLayer[], names: readonly string[]): readonly TypedText[] {
  return layers.flatMap((layer) => names.flatMap((name) => typedIn(layer, name)));
}

function typedIn(layer: ParamLayer, name: string): readonly TypedText[] {
  const texts = textsIn(layer, [name]);
  const [first] = texts;
  if (first === undefined) return [];
  if (name === 'hex') {
    const digits = texts.map(({ text }) => text.replaceAll(/^0x|[^\da-f]/gi, '')).join('');
    return [{ found: first, text: Buffer.from(digits, 'hex').toString('utf8') }];
  }
  if (!valuesIn(layer, [name]).some((value) => Array.isArray(value))) {
    return texts.map((found) => ({ found, text: found.text }));
  }
  const typed = texts.map(({ text }) =>
    LINE_ENDS.test(text) ? '\n' : KEY_NAME.test(text) ? namedKey(text) : text,
  );
  return [{ found: first, text: typed.join('') }];
}

function namedKey(key: string): string {
  return /^space$/i.test(key) ? ' ' : '';
}
