import { SentinelError } from './error.js';
import type { SentinelErrorCode } from './error.js';
import type { ExecuteOptions, Kernel } from './kernel/kernel.js';
import type { Json } from './json.js';
import type { BlockedReceipt, Receipt, SucceededReceipt } from './receipt.js';

// A tool may take and return anything; only `any` accepts every function type without losing its own.
// oxlint-disable-next-line no-explicit-any
type AnyFunction = (...args: any[]) => unknown;

/** The faults for which the kernel runs nothing. */
const STOPPING: ReadonlySet<SentinelErrorCode> = new Set([
  'JOURNAL_FAILED',
  'SNAPSHOT_FAILED',
  'PARAMS_CHANGED',
]);

type Guarded<F extends AnyFunction> = (...args: Parameters<F>) => Promise<Awaited<ReturnType<F>>>;

/**
 * The same tools with the same parameters; each returns a promise of what it returned before. A tool is a
 * function, or an object that carries one as `execute`; anything else stays as it is.
 */
export type WrappedTools<T extends object> = {
  [K in keyof T]: T[K] extends AnyFunction
    ? Guarded<T[K]>
    : T[K] extends { readonly execute: infer F extends AnyFunction }
      ? Omit<T[K], 'execute'> & { execute: Guarded<F> }
      : T[K];
};

/** Thrown by a wrapped tool when its call was stopped, failed in time or was refuted. Carries the receipt. */
export class ToolCallError extends SentinelError {
  readonly receipt: Receipt;

  constructor(code: SentinelError['code'], message: string, receipt: Receipt) {
    super(code, message);
    this.receipt = receipt;
  }
}

/**
 * Puts the kernel around every tool of a record. The tool's first argument is what is judged. One that is no
 * object is judged as `{ input }`, with further plain values as `args`; behind an object, further arguments are
 * the framework's and are passed on without being judged.
 *
 * A wrapped tool resolves with what the tool returned and rejects with what it threw. It rejects with a
 * `ToolCallError` `DENIED` or `NOT_APPROVED` when the call was stopped, `TIMED_OUT` or `ABORTED`, and
 * `NOT_VERIFIED` when the tool returned but what it claims did not happen. In a dry run it resolves with the plan.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for an instance of a class, or an entry whose functions can't be guarded.
 */
export function wrapTools<T extends object>(
  kernel: Pick<Kernel, 'execute'>,
  tools: T,
  options?: ExecuteOptions,
): WrappedTools<T> {
  const prototype: unknown = Object.getPrototypeOf(tools);
  if (prototype !== null && prototype !== Object.prototype) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      'tools must be a plain record: methods of a class would be missed',
    );
  }
  const wrapped = Object.entries(tools).map(([name, tool]: [string, unknown]) => {
    if (isFunction(tool)) {
      const bound: AnyFunction = (...args) => Reflect.apply(tool, tools, args);
      return [name, guarded(kernel, name, bound, options)] as const;
    }
    if (!hasExecute(tool)) return [name, withoutFunctions(name, tool)] as const;
    const bound: AnyFunction = (...args) => tool.execute(...(args as unknown[]));
    return [name, { ...tool, execute: guarded(kernel, name, bound, options) }] as const;
  });
  return Object.fromEntries(wrapped) as WrappedTools<T>;
}

/** An entry that only describes a tool may stay as it is; one that could run something would be missed. */
function withoutFunctions(name: string, entry: unknown): unknown {
  if (typeof entry === 'object' && entry !== null && Object.values(entry).some(isFunction)) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `tools.${name} has functions, and none of them is \`execute\``,
    );
  }
  return entry;
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function hasExecute(value: unknown): value is { execute: AnyFunction } {
  return typeof value === 'object' && value !== null && 'execute' in value && isFunction(value.execute);
}

function guarded(
  kernel: Pick<Kernel, 'execute'>,
  tool: string,
  run: AnyFunction,
  options: ExecuteOptions | undefined,
): AnyFunction {
  return async (...args: unknown[]) => {
    const receipt = await kernel.execute({ tool, params: toolParams(args) }, () => run(...args), options);
    return toolResult(receipt);
  };
}

/**
 * The arguments of a tool as the parameters that are judged: the first one where it is an object, else `{ input }`, with
 * further plain values as `args`.
 */
export function toolParams(args: readonly unknown[]): object {
  const [input] = args;
  return isRecord(input) ? input : positional(args);
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Arguments by position, as parameters to judge. What is no plain value is the framework's. */
function positional([input, ...rest]: readonly unknown[]): object {
  const args = rest.filter((value) => ['string', 'number', 'boolean'].includes(typeof value));
  return args.length === 0 ? { input } : { input, args };
}

/**
 * What a wrapped tool resolves with for a receipt: the tool's result, or the plan of a dry run.
 *
 * @throws what a wrapped tool rejects with: a `ToolCallError`, or what the tool itself threw.
 */
export function toolResult<T>(receipt: Receipt<T>): T | Json {
  switch (receipt.status) {
    case 'succeeded':
      if (receipt.verify !== 'FAIL') return receipt.result;
      throw new ToolCallError('NOT_VERIFIED', refuted(receipt), receipt);
    case 'planned':
      return receipt.plan;
    case 'failed':
      throw receipt.cause;
    case 'timed-out':
      throw new ToolCallError('TIMED_OUT', receipt.error, receipt);
    case 'aborted':
      throw new ToolCallError('ABORTED', receipt.error, receipt);
    case 'denied':
      throw new ToolCallError('DENIED', refusal(receipt), receipt);
    case 'unapproved':
      throw new ToolCallError('NOT_APPROVED', refusal(receipt), receipt);
    case 'faulted':
      throw new ToolCallError(codeOf(receipt), receipt.reason, receipt);
  }
}

/** An agent reads the message and nothing else: what it could do instead belongs there. */
function refusal({ reason, safer }: BlockedReceipt): string {
  return safer === undefined ? reason : `${reason} (${safer})`;
}

/** The fault that stopped the call came first; a fault is what makes a receipt `faulted`. */
function codeOf({ faults }: BlockedReceipt): SentinelErrorCode {
  for (const fault of faults) {
    if (STOPPING.has(fault.code)) return fault.code;
  }
  return 'STATE_UNAVAILABLE';
}

function refuted(receipt: SucceededReceipt<unknown>): string {
  const failed = receipt.verdict.checks.filter((check) => check.status === 'fail');
  const undone = receipt.rollback === null ? '' : ` (rolled back: ${receipt.rollback.status})`;
  return `${failed.map((check) => check.message.en).join('; ')}${undone}`;
}
