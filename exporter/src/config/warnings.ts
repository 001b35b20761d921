import { alertWarnings } from './alertWarnings.js';
import type { Config } from './schema.js';

/** What is not wrong but will not do what its author hopes, in sentences without a full stop. */
export function configWarnings(config: Config): string[] {
  return [
    ...alertWarnings(config),
    ...thresholdWarnings(config),
    ...modelWarnings(config),
    ...secretWarnings(config),
  ];
}

/** Rules for features that no model has; where a model's features are inferred, nobody can tell. */
function thresholdWarnings({ alert_rules, models }: Config): string[] {
  return (['critical', 'warning'] as const).flatMap((level) =>
    alert_rules[level].flatMap(({ feature, model }, index) => {
      const meant = models.filter(({ name }) => model === undefined || name === model);
      const known = meant.some(
        ({ features }) => features === undefined || features.some(({ name }) => name === feature),
      );
      return meant.length === 0 || known
        ? []
        : [`alert_rules.${level}[${index}].feature: no model lists a feature ${JSON.stringify(feature)}`];
    }),
  );
}

function modelWarnings({ models }: Config): string[] {
  return models.length === 0
    ? ['models: none, so there is nothing to check']
    : models.flatMap(({ reference }, index) =>
        reference === undefined
          ? [`models[${index}].reference: missing, so there is nothing to compare with`]
          : [],
      );
}

const secretWarnings = ({ plain_secrets }: Config) =>
  plain_secrets.map(
    (key) => `${key}: a secret stands in the file, use \${ENV_NAME} or ${key.split('.').at(-1)}_file`,
  );
