import { testBadFiles } from '../../../test/support/badFiles.js';

/** One bad `alerting:` a mistake, in `testdata/alerting/`, and all that is said of it. */
const cases: [string, string][] = [
  [
    'route_team_twice',
    'monitoring_config.yaml:4 alerting.routes[1].team: "risk" is the team of routes[0] too',
  ],
  [
    'route_without_receiver',
    'monitoring_config.yaml:3 alerting.routes[0]: expected recipients, slack_webhook or pagerduty_key',
  ],
  ['route_without_team', 'monitoring_config.yaml:3 alerting.routes[0].team: missing, expected text'],
  [
    'route_secret_twice',
    'monitoring_config.yaml:5 alerting.routes[0].pagerduty_key_file: expected only one of pagerduty_key and pagerduty_key_file',
  ],
  [
    'route_webhook_address',
    'monitoring_config.yaml:3 alerting.routes[0].slack_webhook: expected an address that starts with https://',
  ],
  [
    'webhook_in_clear_text',
    'monitoring_config.yaml:2 alerting.slack_webhook: expected an address that starts with https://\nmonitoring_config.yaml:5 alerting.routes[1].slack_webhook: expected an address that starts with https://',
  ],
  [
    'quiet_day',
    'monitoring_config.yaml:3 alerting.quiet_hours[0].days[1]: expected monday, tuesday, wednesday, thursday, friday, saturday or sunday, got "satuday", did you mean saturday?',
  ],
  [
    'quiet_time',
    'monitoring_config.yaml:3 alerting.quiet_hours[0].from: expected a time of day such as "22:00", got "10 pm"\nmonitoring_config.yaml:4 alerting.quiet_hours[0].to: expected a time of day such as "22:00", got "24:01"\nmonitoring_config.yaml:5 alerting.quiet_hours[1].from: expected a time of day such as "22:00", got "24:00"',
  ],
  [
    'quiet_time_missing',
    'monitoring_config.yaml:3 alerting.quiet_hours[0].to: missing, expected a time of day such as "22:00"',
  ],
  [
    'quiet_never',
    'monitoring_config.yaml:3 alerting.quiet_hours[0].to: expected another time than from; a whole day is from "00:00" to "24:00"',
  ],
  [
    'quiet_severity',
    'monitoring_config.yaml:3 alerting.quiet_hours[0].severities[0]: expected warning or critical, got "small"',
  ],
  [
    'quiet_time_zone',
    'monitoring_config.yaml:3 alerting.quiet_hours[0].time_zone: expected an IANA time zone such as "Europe/Berlin", got "Berlin"',
  ],
  ['smtp_ca_missing', 'monitoring_config.yaml:2 alerting.smtp.ca_file: file "nowhere.pem" does not exist'],
  [
    'smtp_ca_no_certificate',
    'monitoring_config.yaml:2 alerting.smtp.ca_file: file "testdata/secret.txt" holds no certificate, expected one in PEM',
  ],
  [
    'smtp_host',
    'monitoring_config.yaml:3 alerting.smtp.host: expected the name of a host such as "mail.example.org", got "smtp://mail.test"',
  ],
  [
    'smtp_host_with_port',
    'monitoring_config.yaml:2 alerting.smtp.host: expected a host without a port, which goes into smtp.port, got "mail.b.test:587"',
  ],
  [
    'slack_file_no_address',
    'monitoring_config.yaml:1 alerting.slack_webhook_file: expected a file with an address that starts with https://',
  ],
  [
    'address_with_login',
    [
      'monitoring_config.yaml:2 alerting.alertmanager_url: expected an address such as "http://localhost:9093", got a value that is not shown',
      'monitoring_config.yaml:3 alerting.grafana_url: expected an address without a user and a password in it, got a value that is not shown',
      'monitoring_config.yaml:4 alerting.runbook_url: expected an address without a user and a password in it, got a value that is not shown',
      'monitoring_config.yaml:5 alerting.smtp.host: expected the name of a host such as "mail.example.org", got a value that is not shown',
    ].join('\n'),
  ],
  [
    'alertmanager_address',
    'monitoring_config.yaml:1 alerting.alertmanager_url: expected an address such as "http://localhost:9093", got "localhost:9093"\nmonitoring_config.yaml:1 alerting.alertmanager_token: expected text, got a value that is not shown',
  ],
  [
    'part_label',
    'monitoring_config.yaml:2 alerting.part_labels[1]: expected the name of a label of your own such as "region", got "data-center"\nmonitoring_config.yaml:2 alerting.part_labels[2]: expected the name of a label of your own such as "region", got "feature"',
  ],
  ['part_label_twice', 'monitoring_config.yaml:2 alerting.part_labels[2]: "region" is listed twice'],
  [
    'group_interval_zero',
    'monitoring_config.yaml:3 alerting.group_interval: expected a duration above zero, got "0s"',
  ],
  [
    'recipient_with_a_name',
    'monitoring_config.yaml:2 alerting.recipients[0]: expected an e-mail address such as "ml-team@example.org", got "Ada <ada@b.test>"\nmonitoring_config.yaml:2 alerting.recipients[1]: expected an e-mail address such as "ml-team@example.org", got "{{x}}@b.test"\nmonitoring_config.yaml:2 alerting.recipients[2]: expected an e-mail address such as "ml-team@example.org", got "a@b.test,c@d.test"',
  ],
];

testBadFiles('alerting', cases);
