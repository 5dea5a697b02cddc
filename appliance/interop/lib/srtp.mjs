// SRTP as RFC 3711 and 4568 have it with AES_CM_128_HMAC_SHA1_80, for one sender of few packets: the
// roll-over counter stays 0.

import { createCipheriv, createHmac, randomBytes } from 'node:crypto';

export const SUITE = 'AES_CM_128_HMAC_SHA1_80';
const TAG = 10;
const HEADER = 12;

/** A master key and salt as `a=crypto` carries them. */
export const newKey = () => randomBytes(30).toString('base64');

/** Protects and opens packets under one master key. */
export class Srtp {
  #cipher;
  #salt;
  #auth;

  /** @param {string} key base64, 16 bytes of key and 14 of salt */
  constructor(key) {
    const master = Buffer.from(key, 'base64').subarray(0, 16);
    const salt = Buffer.from(key, 'base64').subarray(16);
    const derive = (label, length) => {
      const iv = Buffer.concat([salt, Buffer.alloc(2)]);
      iv[7] ^= label;
      return createCipheriv('aes-128-ctr', master, iv).update(Buffer.alloc(length));
    };
    this.#cipher = derive(0, 16);
    this.#auth = derive(1, 20);
    this.#salt = derive(2, 14);
  }

  protect(packet) {
    const sealed = this.#crypt(packet);
    return Buffer.concat([sealed, this.#tag(sealed)]);
  }

  /** The packet, or null if it is not authentic. */
  open(sealed) {
    const body = sealed.subarray(0, -TAG);
    return this.#tag(body).equals(sealed.subarray(-TAG)) ? this.#crypt(body) : null;
  }

  #crypt(packet) {
    const iv = Buffer.concat([this.#salt, Buffer.alloc(2)]);
    for (let i = 0; i < 4; i++) {
      iv[4 + i] ^= packet[8 + i]; // SSRC
    }
    iv[12] ^= packet[2]; // sequence number, the low half of the index
    iv[13] ^= packet[3];
    const cipher = createCipheriv('aes-128-ctr', this.#cipher, iv);
    return Buffer.concat([packet.subarray(0, HEADER), cipher.update(packet.subarray(HEADER))]);
  }

  #tag(packet) {
    return createHmac('sha1', this.#auth).update(packet).update(Buffer.alloc(4)).digest().subarray(0, TAG);
  }
}
