import type { ClassifierVerdict } from '../classifier/judgeDomains.js';
import type { ModelFinding } from './modelFinding.js';

export const domainClassifier: ModelFinding<ClassifierVerdict> = {
  id: 'domain_classifier',
  title: 'Domain classifier',
  description:
    'Whether a classifier can tell rows of the window from rows of the reference: any change of the joint distribution, categories and bent relations among them.',
  order: 7.5,
  compute: (comparison) => comparison.classifier,
};
