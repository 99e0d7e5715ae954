/** One place whose listing program text goes through. `some`: a pattern or a test leaves most of it alone. */
export interface ListedPlace {
  readonly path: string;
  readonly some: boolean;
}

/** `Path("x").rglob("*")`, `Path("x").iterdir()`. */
const OF_PATH =
  /\bPath\s?\(\s?(?:["']([^"'\n]{0,200})["'])?\s?\)\s?\.\s?(?:rglob|glob|iterdir)\s?\(\s?(?:["']([^"'\n]{0,200})["'])?/g;
/** Calls that list a folder, or the files of a pattern; without an argument, the folder that one works in. */
const LISTING =
  /\b(?:listdir|scandir|os\.walk|i?glob\.i?glob|globSync|glob\.sync|fast-?[gG]lob(?:\.sync)?|readdirSync|readdir|readDirSync|Dir\.(?:glob|children|entries|each_child|foreach|each)|list\.files|File\.ls!?|glob)\s?\(\s?(?:["'`]([^"'`\n]{0,200})["'`]|(?=\))|(?:process\.cwd|os\.getcwd|Dir\.pwd|pwd)\b)|\bDir\s?\[\s?["']([^"'\n]{0,200})["']|<([^<>\n$]{0,200}[*?][^<>\n$]{0,200})>/g;
/** What is listed is looked at before it is deleted. */
const TESTED =
  /\b(?:endswith|startswith|ends_with|start_with|end_with|endsWith|startsWith|includes|match|fnmatch|splitext|extname|suffix|select|filter|grep|reject|mtime|getmtime|getsize|stat|st_size|in)\b\s?[(=.?{&]|\.test\s?\(|=~|\bif\b[^\n]{0,80}(?:==|\bin\b)/;
const MAX_PLACES = 16;

/** The places that program text lists, as paths below the folder that it works in. */
export function listedPlaces(text: string): readonly ListedPlace[] {
  const places: ListedPlace[] = [];
  const tested = TESTED.test(text);
  for (const match of text.matchAll(OF_PATH)) {
    if (places.length >= MAX_PLACES) return places;
    places.push(placeOf(`${match[1] ?? '.'}/${match[2] ?? '*'}`, tested));
  }
  if (places.length > 0) return places;
  for (const match of text.matchAll(LISTING)) {
    if (places.length >= MAX_PLACES) break;
    places.push(placeOf(match[1] ?? match[2] ?? match[3] ?? '.', tested));
  }
  return places;
}

/** A folder, without the stars at its end that stand for everything in it. */
function placeOf(pattern: string, tested: boolean): ListedPlace {
  const parts = pattern.split('/').filter((part, index) => part !== '.' && (part !== '' || index === 0));
  while (/^(?:\*{1,2}|\*\.\*|\{,?\.?\*[^}]*\})$/.test(parts.at(-1) ?? '')) parts.pop();
  const path = parts.join('/');
  const narrowed = /[*?[{]/.test(path);
  return { path: path === '' ? '.' : path, some: tested || narrowed };
}
