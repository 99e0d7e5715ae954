import { UNKNOWN } from './locate.js';
import { pathOfWindowsShell } from './windows-paths.js';

/** A program named in PowerShell or cmd, in the spelling of other shells. Below an unknown folder its name is what counts. */
export function programOfWindowsShell(written: string): string {
  if (!/[\\/]/.test(written)) return written;
  const path = pathOfWindowsShell(written);
  return path.startsWith(UNKNOWN) ? path.slice(path.lastIndexOf('/') + 1) || path : path;
}

/** `\` separates folders for programs that are shared with other shells; code and patterns are left as they are. */
export function argumentOfWindowsShell(text: string): string {
  if (!text.includes('\\') || !/^[^"'`(){};|<>\n$^]*$/.test(text)) return text;
  return pathOfWindowsShell(text);
}
