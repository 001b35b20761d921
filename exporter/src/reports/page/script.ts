/** Filters and sorts; without it the page is whole, only the controls stay hidden. */
export const script = `
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  all('[data-needs-script]').forEach((one) => one.hidden = false);

  for (const model of all('.model')) {
    const text = model.querySelector('input[type=search]');
    const severity = model.querySelector('select');
    const status = model.querySelector('[role=status]');
    if (!text) continue;
    const apply = () => {
      const wanted = text.value.trim().toLowerCase();
      let shown = 0;
      for (const one of all('[data-name]', model)) {
        one.hidden = !(one.dataset.name.toLowerCase().includes(wanted) && Number(one.dataset.severity) >= Number(severity.value));
        if (!one.hidden && one.tagName === 'TR') shown++;
      }
      status.textContent = wanted || Number(severity.value) > -1 ? shown + ' shown' : '';
    };
    text.addEventListener('input', apply);
    severity.addEventListener('change', apply);
    all('[data-open]', model).forEach((button) => button.addEventListener('click', () =>
      all('details.feature', model).forEach((one) => one.open = button.dataset.open === 'true')));
  }

  for (const button of all('th button')) {
    button.addEventListener('click', () => {
      const head = button.closest('th');
      const up = head.getAttribute('aria-sort') === 'descending';
      all('th[aria-sort]', head.parentElement).forEach((one) => one.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const key = button.dataset.key;
      const value = (row) => key === 'name' ? row.dataset.name : Number(row.dataset[key]);
      const compare = (a, b) => key === 'name' ? value(b).localeCompare(value(a)) : value(b) - value(a);
      const body = head.closest('table').tBodies[0];
      body.append(...[...body.rows].sort((a, b) => up ? compare(b, a) : compare(a, b)));
    });
  }

  // A narrow screen starts at the newest window.
  all('.heatmap').forEach((one) => one.parentElement.scrollLeft = one.scrollWidth);

  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) { target.open = true; target.scrollIntoView(); }
  };
  addEventListener('hashchange', reveal);
  reveal();

  let closed = [];
  addEventListener('beforeprint', () => { closed = all('details.feature:not([open])'); closed.forEach((one) => one.open = true); });
  addEventListener('afterprint', () => closed.forEach((one) => one.open = false));
})();
`;
