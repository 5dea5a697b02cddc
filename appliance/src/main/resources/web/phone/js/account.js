// The user's name and password: from the address, or kept for this tab if the user wants.

const KEY = 'jackfield.account';

/**
 * Takes `#user=...&password=...` out of the address, so that neither stays in the address bar or in
 * the history; otherwise what this tab kept.
 *
 * @returns {{user: string, password: string, kept: boolean}}
 */
export function takeCredentials({ location, history, sessionStorage }) {
  const fragment = new URLSearchParams(location.hash.slice(1));
  if (fragment.has('user') || fragment.has('password')) {
    history.replaceState(null, '', location.pathname + location.search);
    return {
      user: fragment.get('user') ?? '',
      password: fragment.get('password') ?? '',
      kept: false,
    };
  }
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  return { user: kept?.user ?? '', password: kept?.password ?? '', kept: kept !== null };
}

/** Keeps them for this tab. */
export function keepCredentials(user, password) {
  sessionStorage.setItem(KEY, JSON.stringify({ user, password }));
}

/** Forgets them. */
export function forgetCredentials() {
  sessionStorage.removeItem(KEY);
}
