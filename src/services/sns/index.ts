// SNS: topics.

import type { ComponentType } from '../component.ts';
import { topicType } from './topic/topic-type.ts';

/** The types of this folder, in the order in which they are listed. */
export const snsTypes: readonly ComponentType[] = [topicType];
