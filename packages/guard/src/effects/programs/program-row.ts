import type { EffectShape } from '../effect-shape.js';
import type { HardRule } from '../hard-findings.js';
import type { Data } from '../shell/data.js';
import type { Invocation } from './invocation.js';
import type { Role } from './role.js';

/** Effect of a program under a condition. The first case that fits decides. */
export interface Case {
  /** Any of these options, separated by spaces, is given. */
  readonly has?: string;
  /** None of these options is given. */
  readonly lacks?: string;
  /** Some operand matches. */
  readonly operand?: RegExp;
  /** Fewer operands than this. */
  readonly fewer?: number;
  /** Null: no effect of its own. */
  readonly effect: EffectShape | null;
  readonly finding?: HardRule;
}

/**
 * What a program prints: `inputs` (something made from what it read, the default), `same` (what it read, unchanged),
 * `network` (what it fetched), `decoded` (what it read, unpacked), `other` (nothing of its inputs).
 */
export type Output = 'inputs' | 'same' | 'network' | 'decoded' | 'other';

/** One program, or one subcommand of it, as data. */
export interface ProgramRow {
  /** Options by spelling (several separated by spaces) and what their value is. Unlisted options take no value. */
  readonly options?: Readonly<Record<string, Role>>;
  /** What each operand is, in order; the last role holds for all further ones. Default `text`. */
  readonly operands?: Role | readonly Role[];
  /** What the last operand is, when it differs and there are at least two. */
  readonly last?: Role;
  /** `gnu` (default): options anywhere, letters may be joined. `posix`: options end at the first operand. `long`: `-name value`. */
  readonly style?: 'gnu' | 'posix' | 'long';
  /** The program's own effect, whatever its arguments; `cases` come before it. */
  readonly effect?: EffectShape;
  readonly cases?: readonly Case[];
  /** What happens with standard input. Default: it is read. `send`: it leaves over the network. */
  readonly input?: 'send' | 'none';
  readonly output?: Output;
  /** Subcommands by name. `*` stands for any other; without it any other is one that nobody knows. */
  readonly commands?: Readonly<Record<string, ProgramRow>>;
  /**
   * First operands, separated by spaces, that `effect` speaks for. Where no case fits, any other one is a subcommand
   * that nobody knows.
   */
  readonly everyday?: string;
  /** Why `*` may be milder than an unknown program: it can only be a task of the `project`, or it only `looks`. */
  readonly others?: 'project' | 'looks';
  /** Reads what roles and cases can't say. Runs after them. What it returns is the output. */
  readonly read?: (invocation: Invocation) => Data | undefined;
}

/** The programs of one domain by name. Several names separated by spaces share a row; `name.*` stands for any suffix. */
export type ProgramTable = Readonly<Record<string, ProgramRow>>;
