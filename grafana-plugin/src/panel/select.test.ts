import { type Field, FieldType, type LinkModel } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { defaultOptions } from './options';
import { select } from './select';

const subject = { model: 'credit risk', feature: 'a & <b>', window: '1h', segment: '' };
const withLink = (link: Partial<LinkModel>): Field => ({
  name: 'Value',
  type: FieldType.number,
  config: {},
  values: [],
  getLinks: ({ valueRowIndex }) => [
    { title: '', target: '_self', origin: {}, href: `/d/x?row=${valueRowIndex}`, ...link },
  ],
});
const open = jest.spyOn(window, 'open').mockImplementation(() => null);
const options = { ...defaultOptions, click: 'link' } as const;

beforeEach(() => {
  open.mockClear();
  locationService.push('/d/here');
});

describe('select', () => {
  it('sets the variables for feature and model', () => {
    select({ subject }, { ...defaultOptions, click: 'variable', featureVariable: 'f' });
    expect(locationService.getSearchObject()).toEqual({ 'var-f': 'a & <b>', 'var-model': 'credit risk' });
  });

  it('sets none that has no name or no value', () => {
    select({ subject: { ...subject, model: '' } }, { ...defaultOptions, click: 'variable', featureVariable: '' });
    expect(locationService.getSearchObject()).toEqual({});
  });

  it('follows the link of the row, within the page that is loaded', () => {
    select({ subject, field: withLink({}), row: 4 }, options);
    expect(locationService.getLocation().pathname).toBe('/d/x');
    expect(locationService.getSearchObject()).toEqual({ row: '4' });
    expect(open).not.toHaveBeenCalled();
  });

  it('opens other links, and lets a link act by itself', () => {
    select({ subject, field: withLink({ href: 'https://example.org', target: '_blank' }) }, options);
    expect(open).toHaveBeenLastCalledWith('https://example.org', '_blank', 'noopener');
    const onClick = jest.fn();
    select({ subject, field: withLink({ onClick }) }, options);
    expect(onClick).toHaveBeenCalled();
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('does nothing where there is nothing to do', () => {
    select({ subject }, options);
    select({ subject, field: withLink({}) }, { ...defaultOptions, click: 'nothing' });
    expect(locationService.getLocation().pathname).toBe('/d/here');
    expect(open).not.toHaveBeenCalled();
  });
});
