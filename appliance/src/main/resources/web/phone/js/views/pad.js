// The twelve keys of a telephone (ITU-T E.161).

const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', '', 'star'],
  ['0', '+'],
  ['#', '', 'hash'],
];

/** Fills the element with keys; each calls `press` with its sign. */
export function buildPad(element, press) {
  element.replaceChildren(
    ...KEYS.map(([key, letters, name]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.key = key;
      button.setAttribute('aria-label', name ?? key);
      const small = document.createElement('small');
      small.textContent = letters;
      button.append(key, small);
      button.addEventListener('click', () => press(key));
      return button;
    }),
  );
}
