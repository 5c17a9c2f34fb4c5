// Lambda: functions, invoked asynchronously or by event source mappings.

import type { ComponentType } from '../component.ts';
import { functionType } from './function/function-type.ts';

export { lambdaAccountSchema } from './account.ts';

/** The types of this folder, in the order in which they are listed. */
export const lambdaTypes: readonly ComponentType[] = [functionType];
