import { z } from 'zod';

/** Half of a character that needs two: no such text can be recorded. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A text of up to `max` UTF-16 units. */
export function textField(max: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !LONE_SURROGATE.test(text), 'must be well-formed Unicode');
}

/** The name of a session or agent. */
export const nameField: z.ZodString = textField(256);

/** A whole number in a query. */
export function countField(max: number): z.ZodType<number> {
  return z
    .string()
    .regex(/^\d{1,16}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().max(max));
}

/** A number in a query. */
export const numberField: z.ZodType<number> = z
  .string()
  .regex(/^-?\d{1,16}(?:\.\d{1,16})?$/, 'must be a number')
  .transform(Number);

/** Milliseconds since the epoch, or a length of time in milliseconds. */
export const timeField: z.ZodNumber = z.number().min(0).max(8.64e15);
