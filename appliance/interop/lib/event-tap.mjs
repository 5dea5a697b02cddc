// The RFC 4733 packets a page receives, as they arrive: decrypted, before the jitter buffer. A page is
// told nothing of them, and what its jitter buffer makes of them depends on how busy the machine is
// (a late packet splits a key in two), so sound alone cannot say which keys were sent to it.

const WORKER = `
onrtctransform = ({ transformer }) => {
  const tap = new TransformStream({
    transform(frame, controller) {
      const { mimeType, rtpTimestamp, sequenceNumber } = frame.getMetadata();
      if (/telephone-event/i.test(mimeType)) {
        const payload = [...new Uint8Array(frame.data)];
        postMessage({ sequence: sequenceNumber, timestamp: rtpTimestamp, payload });
      }
      controller.enqueue(frame);
    },
  });
  transformer.readable.pipeThrough(tap).pipeTo(transformer.writable);
};`;

/** Makes `tapEvents` possible; before the page is opened, which must be with `bypassCSP`. */
export async function prepareTap(page) {
  await page.addInitScript((worker) => {
    window.interopEvents = null;

    // Chromium takes a transform only in the task that makes the receiver.
    function tap(receiver) {
      const events = window.interopEvents;
      if (events && receiver.track.kind === 'audio' && !receiver.transform) {
        const code = new Worker(URL.createObjectURL(new Blob([worker], { type: 'text/javascript' })));
        code.onmessage = ({ data }) => events.push(data);
        receiver.transform = new RTCRtpScriptTransform(code);
      }
    }

    window.RTCPeerConnection = class extends window.RTCPeerConnection {
      constructor(...configuration) {
        super(...configuration);
        this.addEventListener('track', ({ receiver }) => tap(receiver));
      }

      addTrack(...track) {
        const sender = super.addTrack(...track);
        tap(this.getTransceivers().find((one) => one.sender === sender).receiver);
        return sender;
      }

      addTransceiver(...given) {
        const transceiver = super.addTransceiver(...given);
        tap(transceiver.receiver);
        return transceiver;
      }
    };
  }, WORKER);
}

/** Collects the packets of the calls that begin from now on, until this is called with false. */
export async function tapEvents(page, on = true) {
  await page.evaluate((wanted) => {
    window.interopEvents = wanted ? [] : null;
  }, on);
}

/** The packets collected since `tapEvents`. */
export function tapped(page) {
  return page.evaluate(() => window.interopEvents ?? []);
}
