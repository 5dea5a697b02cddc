// The other users of the gateway, which it tells those who know a password, and the calls of the past,
// which this browser keeps for each user.

const KEY = 'jackfield.history.';
const MS = 5000;

/**
 * @param {{user: string, password: string}} account
 * @returns {Promise<string[]>} names of the gateway's users but this one; none if it does not tell
 */
export async function readContacts({ user, password }) {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const credentials = btoa(String.fromCharCode(...bytes));
  try {
    const response = await fetch('contacts.json', {
      headers: { authorization: `Basic ${credentials}` },
      signal: AbortSignal.timeout(MS),
      credentials: 'omit',
    });
    const { users = [] } = response.ok ? await response.json() : {};
    return users.map((one) => one.user).filter((name) => name !== user);
  } catch (error) {
    console.warn('contacts could not be read:', error);
    return [];
  }
}

/** @returns {import('./model.js').PastCall[]} newest first */
export function readHistory(user) {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY + user) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // not ours, or spoilt
  }
}

/** Keeps it. */
export function keepHistory(user, history) {
  localStorage.setItem(KEY + user, JSON.stringify(history));
}
