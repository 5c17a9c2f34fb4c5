// The version of an installed program, for the source of what it said.

import { readFileSync } from 'node:fs';

/** @param name of a package in this one's node_modules */
export function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
    readonly version: string;
  };
  return version;
}
