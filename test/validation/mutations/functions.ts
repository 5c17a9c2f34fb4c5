// Mutations of Lambda functions and their event source mappings.

import { failedBatch } from '../rows/failed-batch.ts';
import { mappingRamp } from '../rows/mapping-ramp.ts';
import type { Mutation } from './mutation.ts';

const MAPPING = 'src/services/lambda/mapping';

export const functionMutations: readonly Mutation[] = [
  {
    name: 'mapping-ramp',
    what: 'a mapping of a queue adds 60 batches a minute, not 300',
    edits: [
      {
        file: `${MAPPING}/mapping-limits.ts`,
        text: 'export const MAPPING_ADDED: Limit = {\n  value: 300,',
        becomes: 'export const MAPPING_ADDED: Limit = {\n  value: 60,',
      },
    ],
    rows: [mappingRamp],
  },
  {
    name: 'failed-batch',
    what: 'the messages of a failed batch can be received again at once, not when their visibility timeout is over',
    edits: [
      {
        file: `${MAPPING}/queue/queue-mapping.ts`,
        text: 'this.concurrency = new MappingConcurrency(config);',
        becomes: [
          'const shown = {',
          '  deleteMessages: (call) => {',
          '    call.visibilityTimeoutUs = 0;',
          '    this.reader.changeVisibility(call);',
          '  },',
          '};',
          "this.shown = new Deletes(site, index + ' shown', shown, deleteLatency, config.retryDelay, () => {});",
          'this.concurrency = new MappingConcurrency(config);',
        ].join('\n'),
      },
      {
        file: `${MAPPING}/queue/queue-mapping.ts`,
        text: 'failed++;\n        continue;',
        becomes: 'failed++;\n        this.shown.add(batch, row);\n        continue;',
      },
      {
        file: `${MAPPING}/queue/queue-mapping.ts`,
        text: 'this.deletes.flush();\n    if (failed > 0)',
        becomes: 'this.deletes.flush();\n    this.shown.flush();\n    if (failed > 0)',
      },
    ],
    rows: [failedBatch],
  },
];
