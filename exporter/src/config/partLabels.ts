import { z } from 'zod';
import { unexpected } from './fields.js';

/** Of one part as of another; by `feature` a message would be about one feature alone. */
const notOfParts = ['alertname', 'model', 'feature', 'severity', 'team'];

/** Names of labels that tell parts of a fleet apart, such as `region`; Alertmanager refuses one that is there twice. */
export const partLabels = () =>
  z
    .array(
      z
        .string()
        .transform((value, context) =>
          /^(?!__)[a-z_]\w*$/i.test(value) && !notOfParts.includes(value)
            ? value
            : unexpected(context, 'the name of a label of your own such as "region"'),
        ),
    )
    .superRefine((labels, context) => {
      for (const [index, label] of labels.entries()) {
        if (labels.indexOf(label) < index) {
          const message = `${JSON.stringify(label)} is listed twice`;
          context.addIssue({ code: 'custom', path: [index], message });
        }
      }
    });
