// `npm run bench`: speed and memory, never a timed test. Each figure stands beside one measured in the same run.

import { holdModel } from './hold.mjs';
import { mm1 } from './mm1.mjs';

holdModel();
await mm1();
