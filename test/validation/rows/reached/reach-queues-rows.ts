// The rows that reach what queues, topics and functions declare.

import type { Row } from '../../row.ts';
import { lambdaBoundaries } from './lambda-boundaries.ts';
import { sqsBoundaries } from './sqs-boundaries.ts';

export const queueReaches: readonly Row[] = [sqsBoundaries, lambdaBoundaries];
