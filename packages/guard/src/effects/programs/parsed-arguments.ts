import type { Field } from '../shell/data.js';
import type { Role } from './role.js';

/** One option as it was given. `value` is null for an option without one. */
export interface GivenOption {
  readonly name: string;
  readonly role: Role;
  readonly value: Field | null;
  readonly at: Field;
}

export interface ParsedArguments {
  readonly options: readonly GivenOption[];
  readonly operands: readonly Field[];
}
