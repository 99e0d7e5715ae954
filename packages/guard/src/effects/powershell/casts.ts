import { isKnown, Taint, unknownData } from '../shell/data.js';
import { parsePowerShell } from './parse-statements.js';
import { madeUp } from './operators.js';
import {
  EMPTY_VALUE,
  charactersOf,
  itemsOf,
  joinedText,
  listOf,
  numberOf,
  objectValue,
  textValue,
  type Value,
} from './value.js';

/** `[type]value`. */
export function castTo(type: string, value: Value): Value {
  switch (type) {
    case 'char':
      return charOf(value);
    case 'char[]':
      if (value.items === undefined && isKnown(value.text) && value.object !== 'number')
        return charactersOf(value);
      return listOf(itemsOf(value).map(charOf), true);
    case 'string':
      return { text: joinedText(itemsOf(value), ' '), taint: value.taint };
    case 'int':
    case 'int32':
    case 'int64':
    case 'long':
    case 'byte':
    case 'uint32':
    case 'double': {
      if (
        value.items === undefined &&
        value.text.length === 1 &&
        !/\d/.test(value.text) &&
        isKnown(value.text)
      )
        return objectValue('number', String(value.text.charCodeAt(0)), value.taint);
      const number = numberOf(value);
      return number === null ? unknownData(value.taint) : objectValue('number', String(number), value.taint);
    }
    case 'scriptblock':
      return value.block === undefined ? blockOf(value) : value;
    case 'wmiclass':
    case 'wmi':
    case 'wmisearcher':
    case 'ciminstance':
      return objectValue('wmi', value.text, value.taint);
    case 'type':
      return objectValue('type', value.text.toLowerCase().replace(/^system\./, ''), value.taint);
    case 'void':
      return EMPTY_VALUE;
    default:
      return value;
  }
}

/** `[scriptblock]::Create(text)`: code from text, with where that came from. */
export function blockOf(text: Value): Value {
  if (!isKnown(text.text)) return text;
  const script = parsePowerShell(text.text);
  // Text that was decoded stays so: running it says where it came from.
  if (script.unread >= 0 || script.tooDeep || (text.taint & (Taint.decoded | Taint.download)) !== 0)
    return text;
  return { ...text, block: script.block };
}

function charOf(value: Value): Value {
  const number = numberOf(value);
  if (number !== null && (value.object === 'number' || value.text.length > 1))
    return textValue(String.fromCharCode(number & 0xffff), value.taint);
  return value.text.length === 1 ? value : madeUp(value);
}
