// The start page: the addresses as seen from this browser, and whether the gateway is ready.

const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
for (const code of document.querySelectorAll('code[data-path]')) {
  code.textContent = `${scheme}//${location.host}${code.dataset.path}`;
}

const state = document.getElementById('state');
try {
  const response = await fetch('/readyz', { signal: AbortSignal.timeout(5000) });
  state.dataset.ready = String(response.ok);
  state.textContent = response.ok ? 'Ready for calls' : 'Up, but taking no calls right now';
} catch (error) {
  console.warn('no readiness:', error);
  state.dataset.ready = 'false';
  state.textContent = 'The gateway does not answer';
}
