import { isKnown } from '../shell/data.js';
import { madeUp, replacedText, splitAtAny } from './operators.js';
import {
  EMPTY_VALUE,
  charactersOf,
  itemsOf,
  joinedText,
  listOf,
  numberOf,
  objectValue,
  taintOf,
  textValue,
  type Value,
} from './value.js';

const MAX_PADDED = 1024;

/** A method of texts and lists that only computes; null when it is none. */
export function stringMethod(name: string, target: Value, args: readonly Value[]): Value | null {
  const [first = EMPTY_VALUE, second = EMPTY_VALUE] = args;
  const { text } = target;
  const taint = taintOf([target, ...args]);
  const known = isKnown(text) && args.every((arg) => isKnown(arg.text));
  switch (name) {
    case 'tostring':
    case 'normalize':
    case 'getenumerator':
    case 'clone':
      return target.items === undefined ? { ...target } : target;
    case 'tolower':
    case 'tolowerinvariant':
      return textValue(text.toLowerCase(), taint);
    case 'toupper':
    case 'toupperinvariant':
      return textValue(text.toUpperCase(), taint);
    case 'trim':
    case 'trimstart':
    case 'trimend':
      return args.length === 0
        ? { ...target, text: text.trim() }
        : known
          ? trimmed(name, text, first.text, taint)
          : madeUp(target);
    case 'replace':
      return known && first.text !== ''
        ? textValue(replacedText(text, text, first.text, second.text), taint)
        : madeUp(target, ...args);
    case 'substring': {
      const [from, count] = [numberOf(first), numberOf(second)];
      if (!known || from === null) return madeUp(target, ...args);
      return textValue(text.slice(from, count === null ? undefined : from + count), taint);
    }
    case 'remove': {
      const [from, count] = [numberOf(first), numberOf(second)];
      if (from === null) return null;
      if (!known) return madeUp(target);
      return textValue(text.slice(0, from) + (count === null ? '' : text.slice(from + count)), taint);
    }
    case 'insert': {
      const at = numberOf(first);
      return known && at !== null
        ? textValue(text.slice(0, at) + second.text + text.slice(at), taint)
        : madeUp(target, ...args);
    }
    case 'padleft':
    case 'padright': {
      const width = numberOf(first) ?? 0;
      if (!known || width > MAX_PADDED) return madeUp(target);
      const pad = second.text === '' ? ' ' : second.text;
      return textValue(name === 'padleft' ? text.padStart(width, pad) : text.padEnd(width, pad), taint);
    }
    case 'split':
      if (!known) return madeUp(target, ...args);
      return listOf(
        splitAtAny(text, joinedText(itemsOf(first), '') || ' ').map((part) => textValue(part, taint)),
        true,
      );
    case 'tochararray':
      return known ? charactersOf({ text, taint }) : madeUp(target);
    default:
      return null;
  }
}

function trimmed(name: string, text: string, set: string, taint: number): Value {
  let start = 0;
  let end = text.length;
  if (name !== 'trimend') while (start < end && set.includes(text[start] ?? '')) start += 1;
  if (name !== 'trimstart') while (end > start && set.includes(text[end - 1] ?? '')) end -= 1;
  return textValue(text.slice(start, end), taint);
}

/** A property of a value. */
export function propertyOf(target: Value, name: string): Value {
  if (target.entries !== undefined) {
    const entry = target.entries.get(name);
    if (entry !== undefined) return entry;
  }
  switch (name) {
    case 'length':
    case 'count': {
      const count = target.items?.length ?? (name === 'count' ? 1 : target.text.length);
      return isKnown(target.text) ? objectValue('number', String(count)) : { ...EMPTY_VALUE, text: '\0' };
    }
    case 'fullname':
    case 'path':
    case 'pspath':
    case 'literalpath':
    case 'providerpath':
    case 'value':
    case 'definition':
    case 'resolvedcommand':
    case 'resolvedcommandname':
    case 'referencedcommand':
    case 'displayname':
    case 'currentuserallhosts':
    case 'currentusercurrenthost':
    case 'alluserscurrenthost':
    case 'allusersallhosts':
    case 'source':
    case 'name':
    case 'key':
    case 'root':
    case 'rootdirectory':
      // The last part of a path keeps its folder here: the longer path says more.
      if (target.object === 'item' || target.object === undefined) return target;
      break;
    case 'directory':
    case 'directoryname':
    case 'parent': {
      const at = Math.max(target.text.lastIndexOf('/'), target.text.lastIndexOf('\\'));
      return { ...target, text: at < 0 ? '.' : target.text.slice(0, at) || '/' };
    }
  }
  if (target.items !== undefined && target.items.length > 0)
    return listOf(target.items.map((item) => propertyOf(item, name)));
  return target.object === 'process' ||
    target.object === 'socket' ||
    target.object === 'http' ||
    target.object === 'com' ||
    target.object === 'wmi'
    ? target
    : madeProperty(target);
}

function madeProperty(target: Value): Value {
  return { text: '\0', taint: target.taint };
}
