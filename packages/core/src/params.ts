/**
 * A parameter of a tool call after it was parsed at the boundary: JSON values, and bytes as `Uint8Array`.
 * Objects have no prototype, so a key such as `__proto__` is an ordinary key.
 */
export type ParamValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly ParamValue[]
  | { readonly [key: string]: ParamValue };

/** The parsed, deeply frozen parameters of a tool call. */
export type Params = { readonly [key: string]: ParamValue };
