// Small things every view does with the page.

/** Sets text only where it differs: untouched text is not read out again. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** An icon of the sprite in index.html. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A button that does something. */
export function button(className, label, press) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  element.setAttribute('aria-label', label);
  element.addEventListener('click', press);
  return element;
}

/** Shows a part of the page under a button that says so, or hides it. */
export function expand(opener, part, on) {
  part.hidden = !on;
  opener.setAttribute('aria-expanded', String(on));
}

/** Seconds as 1:02:03 or 02:03. */
export function duration(seconds) {
  const two = (value) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** The far end as people call it. */
export const nameOf = ({ name, number }) => name || number || 'Unknown';
