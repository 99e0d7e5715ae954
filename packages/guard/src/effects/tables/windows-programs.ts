/** Names of programs that only Windows has. */
export function isWindowsProgram(name: string): boolean {
  return name === 'reg';
}
