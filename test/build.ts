// Tests that start workers or the command need the compiled files: build once before the first test.
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  if (process.env.SPILLWAY_NO_BUILD === '1') return;
  execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
}
