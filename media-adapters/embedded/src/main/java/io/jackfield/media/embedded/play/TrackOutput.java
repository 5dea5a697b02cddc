package io.jackfield.media.embedded.play;

import io.jackfield.media.embedded.file.MediaFile;
import io.jackfield.media.embedded.file.VideoPayloads;
import io.jackfield.media.embedded.relay.MadeSource;
import io.jackfield.media.embedded.relay.MediaKind;

/** Where the frames of a track go, packet by packet. */
interface TrackOutput {

  /** Payload type of what is played, on the source's side. */
  int PAYLOAD_TYPE = 96;

  /**
   * Begins a frame.
   *
   * @param frame the frame
   * @param timestamp in the track's clock
   * @param first whether it begins a spurt of sound
   */
  void begin(MediaFile.Frame frame, int timestamp, boolean first);

  /** Whether some of the frame has not been sent. */
  boolean pending();

  /** Sends the next packet of the frame. */
  void send();

  /** The output of a track on a source. */
  static TrackOutput of(MediaFile.Track track, MadeSource source) {
    return track.kind() == MediaKind.AUDIO
        ? new Sound(source)
        : new Pictures(new VideoPayloads(source, PAYLOAD_TYPE, track.encoding().equals("vp9")));
  }

  /** A frame of sound is one packet. */
  final class Sound implements TrackOutput {
    private final MadeSource source;
    private MediaFile.Frame frame;
    private int timestamp;
    private boolean first;

    Sound(MadeSource source) {
      this.source = source;
    }

    @Override
    public void begin(MediaFile.Frame next, int time, boolean begins) {
      // What fits no packet is no sound of a voice; a decoder makes up for it.
      frame = next.data().length <= MadeSource.MAX_PAYLOAD ? next : null;
      timestamp = time;
      first = begins;
    }

    @Override
    public boolean pending() {
      return frame != null;
    }

    @Override
    public void send() {
      byte[] data = frame.data();
      source.send(PAYLOAD_TYPE, first, timestamp, data, 0, data.length);
      frame = null;
    }
  }

  /** A picture is as many packets as it takes. */
  final class Pictures implements TrackOutput {
    private final VideoPayloads payloads;

    Pictures(VideoPayloads payloads) {
      this.payloads = payloads;
    }

    @Override
    public void begin(MediaFile.Frame frame, int timestamp, boolean first) {
      payloads.begin(frame.data(), frame.key(), timestamp);
    }

    @Override
    public boolean pending() {
      return payloads.pending();
    }

    @Override
    public void send() {
      payloads.send();
    }
  }
}
