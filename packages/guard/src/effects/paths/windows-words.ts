import { UNKNOWN } from './locate.js';
import { isWindowsPath, plainWindowsPath } from './windows-paths.js';

/** Windows has no longer ones. */
const LONGEST_PATH = 32_767;

/**
 * How a path written in PowerShell or cmd is handed to the acts on files: `\` separates folders, and a path
 * that begins with one begins at the drive.
 */
export function pathOfWindowsShell(text: string): string {
  if (text.length > LONGEST_PATH) return UNKNOWN;
  if (isWindowsPath(text)) return plainWindowsPath(text);
  if (/^\\(?!\\)/.test(text)) return plainWindowsPath(`C:${text}`);
  if (/^[A-Za-z]:[^\\/]/.test(text)) return plainWindowsPath(`${text.slice(0, 2)}/${text.slice(2)}`);
  return text.replaceAll('\\', '/');
}

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
