// The settings: devices, voice processing, signalling, notifications. Choices are kept in this browser.

import { devices } from '../devices.js';
import { DeviceTest } from './device-test.js';

const KEY = 'jackfield.settings';
const DEFAULTS = { microphone: '', speaker: '', camera: '', processing: true, video: true, signalling: 'sip' };

export class SettingsView {
  #document;
  #phone;
  #test;
  #settings = { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };

  constructor(document, phone) {
    this.#document = document;
    this.#phone = phone;
    this.#test = new DeviceTest((id) => this.#get(id), phone);
  }

  start() {
    const on = (id, type, handler) => this.#get(id).addEventListener(type, handler);
    on('open-settings', 'click', () => this.#toggle(this.#get('settings').hidden));
    on('close-settings', 'click', () => this.#toggle(false));
    on('settings', 'keydown', (event) => event.key === 'Escape' && this.#toggle(false));
    on('sign-out', 'click', () => {
      this.#toggle(false);
      this.#phone.signOut();
    });
    on('microphone', 'change', ({ target }) => this.#choose({ microphone: target.value }));
    on('speaker', 'change', ({ target }) => this.#choose({ speaker: target.value }));
    on('camera-device', 'change', ({ target }) => this.#choose({ camera: target.value }));
    on('allow-video', 'change', ({ target }) => this.#choose({ video: target.checked }));
    on('processing', 'change', ({ target }) => this.#choose({ processing: target.checked }));
    on('signalling', 'change', ({ target }) => this.#choose({ signalling: target.value }));
    on('notifications', 'change', ({ target }) => this.#askToNotify(target));
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#list());
    this.#test.start();
    this.#get('allow-video').checked = this.#settings.video;
    this.#get('processing').checked = this.#settings.processing;
    this.#get('signalling').value = this.#settings.signalling;
    this.#get('notifications').checked = self.Notification?.permission === 'granted';
    this.#get('notifications').disabled = !self.Notification;
    this.#get('speaker-row').hidden = !('setSinkId' in HTMLMediaElement.prototype);
    this.#apply(this.#settings);
  }

  #get(id) {
    return this.#document.getElementById(id);
  }

  #toggle(open) {
    this.#get('settings').hidden = !open;
    this.#get('open-settings').setAttribute('aria-expanded', String(open));
    this.#get('sign-out').hidden = this.#phone.state.account === 'signed-out';
    if (open) {
      this.#list();
      this.#get('microphone').focus();
    } else {
      this.#test.stop();
      this.#get('open-settings').focus();
    }
  }

  async #list() {
    await this.#fill('microphone', 'audioinput', this.#settings.microphone);
    await this.#fill('speaker', 'audiooutput', this.#settings.speaker);
    await this.#fill('camera-device', 'videoinput', this.#settings.camera);
  }

  async #fill(id, kind, chosen) {
    const found = await devices(kind);
    const option = (value, text) => new Option(text, value, false, value === chosen);
    this.#get(id).replaceChildren(
      option('', 'As the system says'),
      ...found
        .filter((device) => device.deviceId !== 'default')
        .map((device, index) => option(device.deviceId, device.label || `Device ${index + 1}`)),
    );
  }

  #choose(change) {
    this.#settings = { ...this.#settings, ...change };
    localStorage.setItem(KEY, JSON.stringify(this.#settings));
    this.#apply(change);
  }

  #apply(change) {
    const { microphone, speaker, camera, processing, video, signalling } = this.#settings;
    this.#phone.useSignalling(signalling);
    this.#phone.lines.allowVideo(video);
    this.#phone.camera.configure(camera);
    if ('microphone' in change || 'processing' in change) {
      this.#phone.changeMicrophone({ deviceId: microphone, processing });
    }
    if ('speaker' in change && (speaker || change !== this.#settings)) {
      // A speaker that is gone leaves the sound where it was.
      this.#get('remote').setSinkId?.(speaker).catch((error) => console.warn('speaker:', error));
    }
  }

  async #askToNotify(box) {
    if (box.checked) {
      box.checked = (await Notification.requestPermission()) === 'granted';
    }
  }
}
