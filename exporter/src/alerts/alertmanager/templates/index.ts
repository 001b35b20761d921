import { mailHtmlTemplates } from './mailHtml.js';
import { mailTextTemplates } from './mailText.js';
import { pagerdutyTemplates } from './pagerduty.js';
import { plainTemplates } from './plain.js';
import { slackTemplates } from './slack.js';

/** Where the templates lie in the rendered folder. */
export const TEMPLATE_FILE = 'templates/drift.tmpl';

/** The text of all templates, under names that begin with `drift.`. */
export const templates = [
  '{{/* Messages of drift-exporter for Alertmanager 0.25 and later. Written by `drift-exporter render alertmanager`. */}}\n',
  plainTemplates,
  mailTextTemplates,
  mailHtmlTemplates,
  slackTemplates,
  pagerdutyTemplates,
].join('\n');
