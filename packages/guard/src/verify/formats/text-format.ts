import { basename } from 'node:path';
import { parseToml } from './parse-toml.js';
import { parseYaml } from './parse-yaml.js';

/** A format whose files can be told to be whole. */
export interface TextFormat {
  readonly name: 'JSON' | 'YAML' | 'TOML';
  /** Larger files are not read: parsing takes time that nobody else gets. */
  readonly largestBytes: number;
  /** Whether a file that does not parse may be right all the same: it holds comments. */
  readonly lenient: boolean;
  /** Throws for a text that is none; `NotParsed` where that can't be told. */
  readonly parse: (text: string) => void;
}

/** Files that end in `.json` and may hold comments all the same. */
const WITH_COMMENTS =
  /^(?:[tj]sconfig.*|\.?(?:eslintrc|jshintrc|swcrc|babelrc)|devcontainer|settings|launch|tasks|extensions|keybindings|api-extractor|turbo|nx|deno|biome|renovate)\.json$/;

const MIB = 1024 * 1024;
const JSON_FILE: TextFormat = {
  name: 'JSON',
  largestBytes: 16 * MIB,
  lenient: false,
  parse: (text) => void JSON.parse(text),
};
const YAML_FILE: TextFormat = { name: 'YAML', largestBytes: MIB / 4, lenient: false, parse: parseYaml };
const TOML_FILE: TextFormat = { name: 'TOML', largestBytes: 4 * MIB, lenient: false, parse: parseToml };

/** The format that a file's name promises; null for any other file. */
export function textFormatOf(path: string): TextFormat | null {
  const name = basename(path);
  switch (/\.[^.]+$/.exec(name.toLowerCase())?.[0]) {
    case '.json':
      return WITH_COMMENTS.test(name) ? { ...JSON_FILE, lenient: true } : JSON_FILE;
    case '.jsonc':
    case '.json5':
    case '.code-workspace':
      return { ...JSON_FILE, lenient: true };
    case '.yaml':
    case '.yml':
      return YAML_FILE;
    case '.toml':
      return TOML_FILE;
    case undefined:
    default:
      return null;
  }
}
