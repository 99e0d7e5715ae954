import type { EscapeTable } from '../programs/program-escape.js';
import { SYSTEM_ESCAPES } from './system-escapes.js';
import { TOOL_ESCAPES } from './tool-escapes.js';

/** All ways out of programs. They come on top of a program's row in its own table. */
export const SHELL_ESCAPES: readonly EscapeTable[] = Object.freeze([TOOL_ESCAPES, SYSTEM_ESCAPES]);
