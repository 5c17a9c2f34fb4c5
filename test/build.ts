// The tests run over the compiled files (vitest.config.ts), and so do the workers and the command that they start: build
// once before the first test.
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  if (process.env.SPILLWAY_NO_BUILD === '1') return;
  execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
}
