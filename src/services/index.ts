// The catalogue: a line a service. Only scenario/, experiment/ and tests import it.

import { optional } from '../language/field.ts';
import type { ComponentType } from './component.ts';
import { customTypes } from './custom/index.ts';
import { dynamodbTypes } from './dynamodb/index.ts';
import { kinesisTypes } from './kinesis/index.ts';
import { lambdaAccountSchema, lambdaTypes } from './lambda/index.ts';
import { snsTypes } from './sns/index.ts';
import { sqsTypes } from './sqs/index.ts';

/** Every component type that there is, in the order in which `sim components` lists them. */
export const catalogue: readonly ComponentType[] = [
  ...customTypes,
  ...kinesisTypes,
  ...sqsTypes,
  ...snsTypes,
  ...lambdaTypes,
  ...dynamodbTypes,
];

/** What a scenario may say of the account, by service: the properties of `account: { … }`. */
export const accountFields = {
  lambda: optional(lambdaAccountSchema, 'Lambda’s quotas of the account; without it, AWS’s defaults.'),
};
