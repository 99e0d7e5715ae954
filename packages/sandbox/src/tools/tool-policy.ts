import { SentinelError } from '@sentinel-agentos/core';
import { shorten } from '../shown-text.js';

/** Which tools may run at all, by name. */
export interface ToolPolicyOptions {
  /** Exact names. Absent or empty: no restriction, unless `strict`. */
  readonly allowedTools?: readonly string[];
  /** Wins over `allowedTools`. Spelling variants of a name (case, width, spaces around) are forbidden too. */
  readonly forbiddenTools?: readonly string[];
  /** An empty `allowedTools` then allows nothing. Default: false. */
  readonly strict?: boolean;
}

/** The answer of a check before the run. */
export type SandboxValidation =
  { readonly success: true } | { readonly success: false; readonly sandboxRejectReason: string };

/** Judges a tool's name before anything runs. */
export interface ToolPolicy {
  /** Pure; never throws. The parameters are not looked at in this version. */
  validate(tool: string, params?: unknown): SandboxValidation;
}

function describe(value: unknown): string {
  return shorten(
    typeof value === 'string' ? JSON.stringify(value) : `${String(value)} (${typeof value})`,
    80,
  );
}

function readNames(field: 'allowedTools' | 'forbiddenTools', names: unknown): readonly string[] {
  if (names === undefined) return [];
  if (!Array.isArray(names)) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `${field} must be a list of tool names, not ${describe(names)}.`,
    );
  }
  return names.map((name: unknown, index) => {
    if (typeof name === 'string' && name.trim() !== '') return name;
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `${field}[${index}] must be a tool name, not ${describe(name)}.`,
    );
  });
}

// Forbidding reaches wide and allowing reaches narrow: in doubt a tool does not run.
function fold(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/**
 * Makes a policy over tool names. A forbidden tool is rejected with `Tool "rm" is forbidden`, one that is
 * missing from a non-empty `allowedTools` with `Tool "rm" is not in allowedTools`.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when a list is not a list of non-empty names.
 */
export function createToolPolicy(options: ToolPolicyOptions = {}): ToolPolicy {
  const allowed = new Set(readNames('allowedTools', options.allowedTools));
  const forbidden = new Set(readNames('forbiddenTools', options.forbiddenTools).map(fold));
  const restricted = allowed.size > 0 || options.strict === true;
  return Object.freeze({
    validate(tool: string): SandboxValidation {
      if (typeof tool !== 'string') {
        return { success: false, sandboxRejectReason: `A tool's name must be a text, not ${describe(tool)}` };
      }
      const quoted = shorten(JSON.stringify(tool), 200);
      if (forbidden.has(fold(tool))) {
        return { success: false, sandboxRejectReason: `Tool ${quoted} is forbidden` };
      }
      if (restricted && !allowed.has(tool)) {
        return { success: false, sandboxRejectReason: `Tool ${quoted} is not in allowedTools` };
      }
      return { success: true };
    },
  });
}
