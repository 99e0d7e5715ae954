/**
 * A schema of any library that follows Standard Schema (https://standardschema.dev): zod from 3.24, valibot
 * from 1, arktype from 2 and others. Only what the guard calls is asked for, so a schema needs no cast.
 */
export interface StandardSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>;
  };
}

/** What a Standard Schema answers: with `issues` the value does not fit. */
export type StandardResult =
  { readonly value: unknown; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong, and where. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * A JSON Schema as data: draft 2020-12, or the shapes of draft-07. The second form lets the interfaces of
 * other packages pass that describe JSON Schemas member by member.
 */
export type JsonSchema =
  | boolean
  | { readonly [keyword: string]: unknown }
  | { readonly type?: unknown; readonly properties?: unknown; readonly required?: unknown };

/** A schema that a tool already has for its parameters. */
export type ToolSchema = StandardSchema | JsonSchema;

/** Whether a value claims to follow Standard Schema. A schema may be a function. */
export function isStandardSchema(value: unknown): value is StandardSchema {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') && '~standard' in value
  );
}
