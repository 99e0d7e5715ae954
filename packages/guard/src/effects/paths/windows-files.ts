const STARTUP =
  /\/start menu\/programs\/startup(?:\/|$)|\/(?:windowspowershell|powershell)\/(?:v1\.0\/)?(?:microsoft\.[\w.]+_)?profile\.ps1$|\/\.config\/powershell\/|^[a-z]:\/autoexec\.bat$|\/windows\/(?:system32\/(?:tasks|grouppolicy)|tasks)\//;
const CONTROL = /^[a-z]:\/windows\/(?:system32|syswow64|system|boot)\//;
const SECRET =
  /\/windows\/(?:system32\/config|repair)(?:\/regback)?\/(?:sam|system|security)(?:\.\w+)?$|\/ntds\.dit$|\/microsoft\/(?:credentials|protect|vault)\/|\/user data\/.*\/(?:login data|web data|cookies)$|\/psreadline\/[^/]*_history\.txt$|\/(?:unattend|autounattend|sysprep)\.(?:xml|inf)$|\/lsass[^/]*\.dmp$|\/winscp\.ini$|\/filezilla\/(?:sitemanager|recentservers)\.xml$/;

/** Whether a file (in lower case, with `/`) is one that Windows or its shells run on their own. */
export function isWindowsStartup(lower: string): boolean {
  return STARTUP.test(lower);
}

/** Whether a file (in lower case, with `/`) is a part of Windows itself: what is put there runs with all rights. */
export function isWindowsControl(lower: string): boolean {
  return CONTROL.test(lower);
}

/** Whether a file (in lower case, with `/`) keeps the passwords of Windows, of its users or their browsers. */
export function isWindowsSecret(lower: string): boolean {
  return SECRET.test(lower);
}
