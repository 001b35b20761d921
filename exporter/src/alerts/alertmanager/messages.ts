/** What messages are made of: names of templates in templates/drift.tmpl. */
const use = (name: string) => `{{ template "${name}" . }}`;

export const email = {
  headers: { Subject: use('drift.subject'), 'Auto-Submitted': 'auto-generated' },
  html: use('drift.mail.html'),
  text: use('drift.mail.text'),
};

export const slack = {
  username: 'Drift',
  color: use('drift.slack.color'),
  title: use('drift.slack.title'),
  title_link: use('drift.link'),
  text: use('drift.slack.text'),
  fallback: use('drift.slack.title'),
  image_url: use('drift.picture'),
  mrkdwn_in: ['text'],
  pretext: '',
  footer: '',
};

export const pagerduty = {
  client: 'drift-exporter',
  client_url: use('drift.link'),
  description: use('drift.subject'),
  severity: 'critical',
  source: use('drift.source'),
  component: use('drift.source'),
  group: use('drift.source'),
  class: 'data drift',
  // Alertmanager adds all labels of all alerts under these names, unless they are there
  details: {
    firing: use('drift.pagerduty.firing'),
    resolved: use('drift.pagerduty.resolved'),
    num_firing: '{{ len .Alerts.Firing }}',
    num_resolved: '{{ len .Alerts.Resolved }}',
  },
  images: [{ src: use('drift.pagerduty.picture'), alt: use('drift.subject'), href: use('drift.link') }],
  links: [
    { href: use('drift.link.dashboard'), text: 'Dashboard' },
    { href: use('drift.link.runbook'), text: 'What to do' },
    { href: use('drift.link.acknowledge'), text: 'Acknowledge' },
  ],
};
