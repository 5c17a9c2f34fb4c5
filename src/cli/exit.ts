// How the command ends: its exit codes, and the one kind of error that says "this is yours to change".

/** What the shell sees. 99 is what k6 made usual for a threshold that was missed. */
export const EXIT = { ok: 0, failed: 1, wrong: 2, missed: 99 } as const;

/** The command line, the scenario or an output is wrong. The message is printed as it stands, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The words of whatever was thrown by the file system: `no such file`, `permission denied`. */
export function systemWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return SYSTEM_WORDS.get(code) ?? (error instanceof Error ? error.message : String(error));
}

const SYSTEM_WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'part of the path is a file, not a folder'],
  ['EEXIST', 'part of the path is a file, not a folder'],
  ['ENOSPC', 'no space left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file would be too large'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'too many symbolic links'],
  ['EMFILE', 'too many open files'],
  ['EIO', 'the device failed'],
]);
