// The form for user and password.

import { forgetCredentials, keepCredentials } from '../account.js';

export class SignInView {
  #get;
  #phone;

  constructor(get, phone) {
    this.#get = get;
    this.#phone = phone;
  }

  /** @param {{user: string, password: string, kept: boolean}} account what to sign in with, if known */
  start({ user, password, kept }) {
    this.#get('sign-in').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#signIn();
    });
    this.#get('user').value = user;
    this.#get('password').value = password;
    this.#get('remember').checked = kept;
    if (kept) {
      this.#signIn();
    }
  }

  #signIn() {
    const user = this.#get('user').value.trim();
    const password = this.#get('password').value;
    if (this.#get('remember').checked) {
      keepCredentials(user, password);
    } else {
      forgetCredentials();
    }
    this.#phone.signIn(user, password);
  }
}
