import { types } from 'node:util';

/** What one object holds, as far as it can be read without running code of its author. */
export interface ObjectContent {
  readonly names: readonly string[];
  readonly members: readonly unknown[];
  /** What may spell a text together. */
  readonly list: ArrayLike<unknown>;
  readonly bytes: Uint8Array | null;
  /** It has more members than were asked for. */
  readonly isCut: boolean;
  /** It holds, or may hold, more than can be read. */
  readonly isOpaque: boolean;
}

/** The content of an object with at most so many members. Never throws. */
export function contentOf(value: object, most: number): ObjectContent {
  try {
    // A proxy answers as it likes, and each time something else.
    if (types.isProxy(value)) return OPAQUE;
    if (ArrayBuffer.isView(value)) return viewContent(value);
    if (types.isAnyArrayBuffer(value)) return { ...EMPTY, bytes: new Uint8Array(value) };
    if (types.isMap(value)) return mapContent(value, most);
    if (types.isSet(value)) return setContent(value, most);
    if (types.isDate(value)) return EMPTY;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (Array.isArray(value)) return listContent(value, most);
    if (isBase(prototype)) return ownContent(value, most);
    const read = platformReader(prototype);
    if (read !== null) return { ...EMPTY, members: read(value) };
    return ownContent(value, most);
  } catch {
    return OPAQUE;
  }
}

/** Members of the longest list that is asked for names too: to ask takes longer than to read all of it. */
const MOST_NAMED = 4096;
const IN_ARRAYS = /^(?:length|0|[1-9]\d{0,9})$/;

const EMPTY: ObjectContent = {
  names: [],
  members: [],
  list: [],
  bytes: null,
  isCut: false,
  isOpaque: false,
};
const OPAQUE: ObjectContent = { ...EMPTY, isOpaque: true };

/** How objects of the platform are read, by functions of the platform alone; `null` for the others. */
function platformReader(prototype: unknown): ((value: object) => readonly unknown[]) | null {
  switch (prototype) {
    case String.prototype:
      return (value) => [String.prototype.valueOf.call(value)];
    case Number.prototype:
    case Boolean.prototype:
      return () => [];
    case URL.prototype:
      return (value) => [URL.prototype.toString.call(value)];
    case URLSearchParams.prototype:
      return (value) => [...URLSearchParams.prototype.entries.call(value)];
    case Headers.prototype:
      return (value) => [...Headers.prototype.entries.call(value)];
    default:
      return null;
  }
}

function viewContent(view: ArrayBufferView): ObjectContent {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  // The elements of these can be wider than what they spell.
  const isWide = types.isTypedArray(view) && view.BYTES_PER_ELEMENT > 1;
  return { ...EMPTY, bytes, list: isWide ? view : [] };
}

function mapContent(map: Map<unknown, unknown>, most: number): ObjectContent {
  const names: string[] = [];
  const members: unknown[] = [];
  for (const [name, member] of Map.prototype.entries.call(map) as Iterable<[unknown, unknown]>) {
    if (members.length >= most) return { ...EMPTY, names, members, isCut: true };
    if (typeof name === 'string') names.push(name);
    else members.push(name);
    members.push(member);
  }
  return { ...EMPTY, names, members };
}

function setContent(set: Set<unknown>, most: number): ObjectContent {
  const members: unknown[] = [];
  for (const member of Set.prototype.values.call(set) as Iterable<unknown>) {
    if (members.length >= most) return { ...EMPTY, members, isCut: true };
    members.push(member);
  }
  return { ...EMPTY, members, list: members };
}

function listContent(list: readonly unknown[], most: number): ObjectContent {
  if (list.length > most) return { ...EMPTY, isCut: true };
  const named = list.length <= MOST_NAMED ? ownContent(list, most) : EMPTY;
  const members: unknown[] = [];
  let { isOpaque } = named;
  for (let at = 0; at < list.length; at++) {
    const property = Object.getOwnPropertyDescriptor(list, at);
    if (property === undefined) continue;
    if ('value' in property) members.push(property.value);
    else isOpaque = true;
  }
  return {
    ...EMPTY,
    names: named.names,
    members: named.members.length === 0 ? members : [...members, ...named.members],
    list: members,
    isOpaque,
  };
}

function ownContent(value: object, most: number): ObjectContent {
  const isArray = Array.isArray(value);
  const keys = Reflect.ownKeys(value);
  if (!isArray && keys.length > most) return { ...EMPTY, isCut: true };
  const names: string[] = [];
  const members: unknown[] = [];
  let isOpaque = false;
  for (const key of keys) {
    if (isArray && typeof key === 'string' && IN_ARRAYS.test(key)) continue;
    names.push(typeof key === 'symbol' ? (key.description ?? '') : key);
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property !== undefined && 'value' in property) members.push(property.value);
    else if (key !== 'stack' || !types.isNativeError(value)) isOpaque = true;
  }
  if (!isArray) isOpaque ||= keepsMore(value, keys.length === 0);
  return { ...EMPTY, names, members, list: Object.hasOwn(value, '0') ? members : [], isOpaque };
}

/** Whether the class of an object gives out more than stands in it: an accessor, or nothing of its own stands there. */
function keepsMore(value: object, isEmpty: boolean): boolean {
  let prototype: unknown = Object.getPrototypeOf(value);
  if (isBase(prototype)) return false;
  if (isEmpty) return true;
  while (typeof prototype === 'object' && prototype !== null && !isBase(prototype)) {
    if (types.isProxy(prototype)) return true;
    const properties = Object.values(Object.getOwnPropertyDescriptors(prototype));
    if (properties.some((property) => !('value' in property))) return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}

/** The root of plain data, of this realm or another one, or of errors. */
function isBase(prototype: unknown): boolean {
  if (typeof prototype !== 'object' || prototype === null) return true;
  if (types.isProxy(prototype)) return false;
  if (prototype === Error.prototype) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
}
