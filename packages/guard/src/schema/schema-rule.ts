import type { LocalizedText, Params, ParamValue } from '@sentinel-agentos/core';
import type { ToolSchema } from './tool-schema.js';

/** What a parameter may be. `object` is neither an array nor bytes; `number` is finite; `bytes` is a `Uint8Array`. */
export type SchemaType = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'bytes';

/** Where a path may lead: beneath the workspace root, beneath the folder for temporary files, anywhere. */
export type PathScope = 'workspace' | 'temp' | 'global';

/**
 * A check of your own. A non-empty text says what is wrong; `undefined`, `null`, `true` and `''` say that all
 * is well. Anything else, a promise and a throw included, rejects the call.
 */
export type SchemaValidator = (value: ParamValue, params: Params) => unknown;

/**
 * What the parameters of one tool must hold. Every key of the records names a top-level parameter. Checks of
 * a parameter that is absent pass, except `required`, `requiredOneOf` and `dependsOn`.
 */
export interface SchemaRule {
  /** Name of the tool; `SchemaGate` says how names are matched. */
  readonly tool: string;
  /** Must be there and not null. */
  readonly required?: readonly string[];
  /** Groups of parameters of which at least one must be there and not null. */
  readonly requiredOneOf?: readonly (readonly string[])[];
  /** Must not be there at all. */
  readonly forbidden?: readonly string[];
  /** Must be of this type, or of one of these; null is of none. */
  readonly types?: { readonly [param: string]: SchemaType | readonly SchemaType[] };
  /** The value, or every element of a list, must be one of these. */
  readonly allowedValues?: { readonly [param: string]: readonly (string | number | boolean | null)[] };
  /** Least value of a number, included. */
  readonly min?: { readonly [param: string]: number };
  /** Greatest value of a number, included. */
  readonly max?: { readonly [param: string]: number };
  /** Least number of characters (Unicode code points), elements or bytes. */
  readonly minLength?: { readonly [param: string]: number };
  /** Greatest number of characters (Unicode code points), elements or bytes. */
  readonly maxLength?: { readonly [param: string]: number };
  /** Must occur in the text, or in every element of a list. RE2 syntax; anchor with `^` and `$`. */
  readonly patterns?: { readonly [param: string]: string | RegExp };
  /** For every parameter that looks like a path, or by parameter. */
  readonly pathScope?: PathScope | { readonly [param: string]: PathScope };
  /** Root of `pathScope: 'workspace'`. Default: the workspace root of the gate. */
  readonly workspaceRoot?: string;
  /** Globs of which one must match: for every parameter that looks like a path, or by parameter. */
  readonly pathAllow?: readonly string[] | { readonly [param: string]: readonly string[] };
  /** Globs of which none may match: for every parameter that looks like a path, or by parameter. */
  readonly pathDeny?: readonly string[] | { readonly [param: string]: readonly string[] };
  /** When the parameter is given and neither null nor false, these must be given too. */
  readonly dependsOn?: { readonly [param: string]: string | readonly string[] };
  /** Groups of parameters of which at most one may be given. */
  readonly mutuallyExclusive?: readonly (readonly string[])[];
  /** Greatest size in bytes: text as UTF-8, anything that is not text or bytes as JSON. */
  readonly maxSize?: { readonly [param: string]: number };
  /** Parameters whose values are masked wherever a call is kept or shown. */
  readonly secrets?: readonly string[];
  /**
   * A schema that the tool already has, for all of its parameters, beside the other checks: one of a library
   * that follows Standard Schema (zod, valibot, arktype …; it must answer at once), or a JSON Schema. The
   * parameters are only judged: defaults and transformed values of the schema do not reach the tool.
   */
  readonly schema?: ToolSchema;
  /** Checks of your own, each for a parameter that is given. */
  readonly validators?: { readonly [param: string]: SchemaValidator };
}

/** One thing that is wrong with the parameters of a call. */
export interface SchemaError {
  /** Dotted path of the parameter, for example `edits.0.path`. */
  readonly field: string;
  /** What is wrong, in one line. */
  readonly message: LocalizedText;
  /** The part of the rule that was broken, for example `pathDeny`. */
  readonly rule: string;
}

/** What the schema gate says about a call. */
export interface SchemaResult {
  /** Whether nothing is wrong. */
  readonly pass: boolean;
  /** Everything that is wrong, in the order of the checks; empty when `pass` is true. */
  readonly errors: readonly SchemaError[];
}
