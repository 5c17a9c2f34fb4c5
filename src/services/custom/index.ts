// What is not AWS: a plain source of records, and a server with a queue, for whatever in a design is the user's own.

export { serverType } from './server-type.ts';
export { sourceType } from './source-type.ts';
